package jp.machimori.town;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * パック。A folder with all that differs between towns. Parts declare the keys they bring and refer to those of others
 * ("division", "form", "series", …); what nobody declares is reported when all parts have been read.
 *
 * <p>Reading a file says which kinds of keys it declares. Where one of them could not be read whole, nobody knows its
 * keys: references to these kinds wait for the next round.
 */
public final class Pack {

    /** @param sentence what to say where nobody brings the key */
    private record Reference(String kind, String key, Path file, int line, Function<Set<String>, String> sentence) {
    }

    private final Path folder;
    private final Mistakes mistakes;
    private final Map<String, Set<String>> declared = new HashMap<>();
    private final List<Reference> references = new ArrayList<>();
    private final Set<String> unknown = new HashSet<>();
    private final Map<Class<?>, List<?>> handed = new HashMap<>();

    Pack(Path folder, Mistakes mistakes) {
        this.folder = folder.toAbsolutePath().normalize();
        this.mistakes = mistakes;
    }

    /** The town's key: the folder's name. */
    public String key() {
        return folder.getFileName().toString();
    }

    public Path folder() {
        return folder;
    }

    /**
     * One YAML file, read and of the right shape; empty when absent or (with mistakes noted) wrong.
     *
     * @param declares the kinds of keys that the file declares
     */
    public Optional<Sheet> sheet(String name, SheetSchema schema, String... declares) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<Sheet> read = Sheet.read(file, mistakes).filter(sheet -> schema.check(sheet, mistakes));
        if (read.isEmpty()) {
            cannotKnow(declares);
        }
        return read;
    }

    /** All YAML files of a folder of the pack, by name, not yet checked for shape. */
    public List<Sheet> sheets(String directory, String... declares) {
        return sheetsIn(folder.resolve(directory), declares);
    }

    /** All YAML files of {@code packs/common/<directory>}. */
    public List<Sheet> commonSheets(String directory, String... declares) {
        return sheetsIn(folder.resolveSibling("common").resolve(directory), declares);
    }

    private List<Sheet> sheetsIn(Path directory, String... declares) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted()
                    .flatMap(file -> {
                        Optional<Sheet> read = Sheet.read(file, mistakes);
                        if (read.isEmpty()) {
                            cannotKnow(declares);
                        }
                        return read.stream();
                    }).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One CSV file with at least these columns, without the rows of another length; empty when absent or (with mistakes noted) wrong. */
    public Optional<Table> table(String name, List<String> columns, String... declares) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        int before = mistakes.all().size();
        Optional<Table> read = Table.read(file, columns, mistakes);
        if (mistakes.all().size() > before) {
            cannotKnow(declares);
        }
        return read;
    }

    /** Says that a file which declares keys of these kinds is broken: references to them wait until it is mended. */
    public void cannotKnow(String... kinds) {
        unknown.addAll(Set.of(kinds));
    }

    /** Whether all keys of that kind could be read so far. */
    public boolean knows(String kind) {
        return !unknown.contains(kind);
    }

    /** Leaves what one part has read for the parts after it. */
    public <T> void hand(Class<T> type, List<T> things) {
        handed.put(type, List.copyOf(things));
    }

    /** What an earlier part has left. */
    public <T> List<T> handed(Class<T> type) {
        return handed.getOrDefault(type, List.of()).stream().map(type::cast).toList();
    }

    /** Says that this pack brings a key; twice the same key of one kind is a mistake. */
    public void declare(String kind, String key, Path file, int line) {
        if (!declared.computeIfAbsent(kind, any -> new HashSet<>()).add(key)) {
            mistakes.add(file, line, kindName(kind) + "の記号「" + key + "」が二度使われています。片方を変えてください。");
        }
    }

    /** As {@link #declare}, for keys that may rightly occur many times (the lines of one series). */
    public void mention(String kind, String key) {
        declared.computeIfAbsent(kind, any -> new HashSet<>()).add(key);
    }

    /** Says that a key must be brought by some part of this pack. */
    public void refer(String kind, String key, Path file, int line) {
        references.add(new Reference(kind, key, file, line, known -> missing(kind, key) + nearest(key, known)));
    }

    /** As {@link #refer(String, String, Path, int)}, where more can be said. */
    public void refer(String kind, String key, Path file, int line, String whose, String remedy) {
        references.add(new Reference(kind, key, file, line, known -> whose + missing(kind, key) + remedy));
    }

    private static String missing(String kind, String key) {
        return kindName(kind) + "「" + key + "」がこのパックにありません。";
    }

    void resolve() {
        for (Reference reference : references) {
            Set<String> known = declared.getOrDefault(reference.kind(), Set.of());
            if (!known.contains(reference.key()) && knows(reference.kind())) {
                mistakes.add(reference.file(), reference.line(), reference.sentence().apply(known));
            }
        }
    }

    private static String nearest(String key, Set<String> known) {
        return known.stream().min(java.util.Comparator.comparingInt(other -> distance(key, other)))
                .filter(other -> distance(key, other) <= Math.max(2, key.length() / 3))
                .map(other -> "「" + other + "」のことではありませんか。").orElse("つづりを確かめるか、書き足してください。");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1,
                        diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    private static String kindName(String kind) {
        return switch (kind) {
            case "division" -> "課";
            case "document" -> "文書";
            case "form" -> "記録の種類";
            case "option" -> "選択肢";
            case "tally" -> "集計";
            case "series" -> "数値の系列";
            case "line" -> "数値の系列と内訳";
            case "node" -> "計画の節";
            case "programme" -> "事業";
            case "indicator" -> "指標";
            case "plan" -> "計画";
            case "level" -> "計画の段";
            case "area" -> "地域";
            case "area-system" -> "地域の区分";
            case "contact" -> "相談先";
            default -> kind;
        };
    }
}
