package jp.machimori.town;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * パックの1枚のYAML。One YAML 1.2 file of a pack, its shape already checked against its schema, with the line of every
 * value (by JSON Pointer).
 */
public final class Sheet {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;
    private final JsonNode root;
    private final Map<String, Integer> lines;

    private Sheet(Path file, JsonNode root, Map<String, Integer> lines) {
        this.file = file;
        this.root = root;
        this.lines = lines;
    }

    /** Empty, with the mistakes noted, when the file cannot be read as YAML. */
    static Optional<Sheet> read(Path file, Mistakes mistakes) {
        try {
            String text = Files.readString(file);
            var settings = LoadSettings.builder().setLabel(file.getFileName().toString())
                    .setMaxAliasesForCollections(50).setCodePointLimit(20_000_000).build();
            Optional<Node> node = new Compose(settings).composeString(text);
            if (node.isEmpty()) {
                mistakes.add(file, 1, "ファイルが空です。内容を書いてください。");
                return Optional.empty();
            }
            Map<String, Integer> lines = new HashMap<>();
            var before = mistakes.all().size();
            JsonNode root = convert(node.get(), "", lines, file, mistakes);
            return mistakes.all().size() > before ? Optional.empty() : Optional.of(new Sheet(file, root, lines));
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

    private static JsonNode convert(Node node, String pointer, Map<String, Integer> lines, Path file, Mistakes mistakes) {
        node.getStartMark().ifPresent(mark -> lines.putIfAbsent(pointer, mark.getLine() + 1));
        return switch (node) {
            case MappingNode mapping -> {
                var object = JSON.objectNode();
                Set<String> seen = new HashSet<>();
                for (NodeTuple entry : mapping.getValue()) {
                    String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                    int line = entry.getKeyNode().getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
                    if (!seen.add(key)) {
                        mistakes.add(file, line, "「" + key + "」が二度書かれています。片方を消してください。");
                    }
                    String below = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
                    lines.put(below, line);
                    object.set(key, convert(entry.getValueNode(), below, lines, file, mistakes));
                }
                yield object;
            }
            case SequenceNode sequence -> {
                var array = JSON.arrayNode();
                for (int index = 0; index < sequence.getValue().size(); index++) {
                    array.add(convert(sequence.getValue().get(index), pointer + "/" + index, lines, file, mistakes));
                }
                yield array;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> JSON.nullNode();
        };
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (Tag.INT.equals(tag)) {
            return JSON.numberNode(new java.math.BigInteger(text.startsWith("0x") || text.startsWith("0o") ? "0" : text));
        }
        if (Tag.FLOAT.equals(tag)) {
            return text.contains("inf") || text.contains("nan") ? JSON.stringNode(text)
                    : JSON.numberNode(new java.math.BigDecimal(text));
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

    /** The same file with another content, for a form that was merged with its archetype. */
    public Sheet with(JsonNode merged) {
        return new Sheet(file, merged, lines);
    }

    /** Line of the value at a JSON Pointer, or of the nearest value around it. */
    public int line(String pointer) {
        String at = pointer;
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
