package jp.machimori.town;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * パックの1枚のYAML。One YAML 1.2 file of a pack, its shape already checked against its schema, with the line of every
 * value (by JSON Pointer).
 */
public final class Sheet {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:[0-9]{1,18}(?:\\.[0-9]{0,18})?|\\.[0-9]{1,18})");
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;
    private final JsonNode root;
    private final Map<String, Integer> lines;
    private final UnaryOperator<String> origin;

    private Sheet(Path file, JsonNode root, Map<String, Integer> lines, UnaryOperator<String> origin) {
        this.file = file;
        this.root = root;
        this.lines = lines;
        this.origin = origin;
    }

    /** Empty, with the mistakes noted, when the file cannot be read as YAML. */
    static Optional<Sheet> read(Path file, Mistakes mistakes) {
        try {
            String text = Files.readString(file);
            var settings = LoadSettings.builder().setLabel(file.getFileName().toString())
                    .setSchema(new CoreSchema()).setCodePointLimit(20_000_000).build();
            Optional<Node> node = new Compose(settings).composeString(text.startsWith("\uFEFF") ? text.substring(1) : text);
            if (node.isEmpty()) {
                mistakes.add(file, 1, "ファイルが空です。内容を書いてください。");
                return Optional.empty();
            }
            Conversion conversion = new Conversion(file, mistakes);
            var before = mistakes.all().size();
            JsonNode root = conversion.of(node.get(), "");
            return mistakes.all().size() > before ? Optional.empty()
                    : Optional.of(new Sheet(file, root, conversion.lines, UnaryOperator.identity()));
        } catch (CharacterCodingException notUtf8) {
            mistakes.add(file, 0, "文字コードがUTF-8ではありません。UTF-8で保存し直してください。");
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            mistakes.add(file, line, "YAMLとして読めません（" + broken.getProblem() + "）。字下げ、コロン、引用符を確かめてください。");
        } catch (YamlEngineException | IOException broken) {
            mistakes.add(file, 0, "ファイルを読めません（" + broken.getMessage() + "）。");
        }
        return Optional.empty();
    }

    /** From the nodes of YAML to those of JSON; notes keys that stand twice, and aliases. */
    private static final class Conversion {

        private final Path file;
        private final Mistakes mistakes;
        private final Map<String, Integer> lines = new HashMap<>();
        private final Set<Node> met = Collections.newSetFromMap(new IdentityHashMap<>());

        Conversion(Path file, Mistakes mistakes) {
            this.file = file;
            this.mistakes = mistakes;
        }

        JsonNode of(Node node, String pointer) {
            lines.putIfAbsent(pointer, lineOf(node));
            if (!met.add(node)) {
                // An alias may stand for itself, or for more than memory holds.
                mistakes.add(file, lines.get(pointer), "YAMLの別名（& と *）は使えません。同じ内容をもう一度書いてください。");
                return JSON.nullNode();
            }
            return switch (node) {
                case MappingNode mapping -> {
                    var object = JSON.objectNode();
                    Set<String> seen = new HashSet<>();
                    for (NodeTuple entry : mapping.getValue()) {
                        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                        int line = lineOf(entry.getKeyNode());
                        if (!seen.add(key)) {
                            mistakes.add(file, line, "「" + key + "」が二度書かれています。片方を消してください。");
                        }
                        String below = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
                        lines.put(below, line);
                        object.set(key, of(entry.getValueNode(), below));
                    }
                    yield object;
                }
                case SequenceNode sequence -> {
                    var array = JSON.arrayNode();
                    for (int index = 0; index < sequence.getValue().size(); index++) {
                        array.add(of(sequence.getValue().get(index), pointer + "/" + index));
                    }
                    yield array;
                }
                case ScalarNode scalar -> scalar(scalar);
                default -> JSON.nullNode();
            };
        }

        private static int lineOf(Node node) {
            return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        }
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (Tag.INT.equals(tag) && DECIMAL.matcher(text).matches()) {
            return JSON.numberNode(new BigInteger(text));
        }
        if (Tag.FLOAT.equals(tag) && DECIMAL.matcher(text).matches()) {
            return JSON.numberNode(new BigDecimal(text));
        }
        if (Tag.BOOL.equals(tag)) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        return Tag.NULL.equals(tag) ? JSON.nullNode() : JSON.stringNode(text);
    }

    public Path file() {
        return file;
    }

    public JsonNode root() {
        return root;
    }

    /**
     * The same file with another content, for a form that was merged with its archetype.
     *
     * @param origin where in this file a value of the merged content (by JSON Pointer) was written
     */
    public Sheet with(JsonNode merged, UnaryOperator<String> origin) {
        return new Sheet(file, merged, lines, origin);
    }

    /** Where in this file the value at a JSON Pointer was written. */
    String origin(String pointer) {
        return origin.apply(pointer);
    }

    /** Line of the value at a JSON Pointer, or of the nearest value around it. */
    public int line(String pointer) {
        String at = origin(pointer);
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return lines.getOrDefault(at, 0);
    }

    /** The content as a record; its shape must have been checked by the schema. */
    public <T> T as(Class<T> type) {
        return MAPPER.treeToValue(root, type);
    }
}
