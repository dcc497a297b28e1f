package jp.machimori;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the pages, the code and the bundles as text: every word that can be shown is there, in both languages. */
class MessagesTests {

    private static final Path SOURCES = Path.of("src/main/java/jp/machimori");

    /**
     * Beginnings of keys that are completed with a value where the beginning itself does not stand in the sources: an act
     * on an account ({@code 'account.' + act + '.title'}), an audited act. Others, such as {@code 'ledger.kind.' + kind},
     * are found where they are used.
     */
    private static final Set<String> COMPLETED =
            Set.of("account.activate.", "account.deactivate.", "account.reset.", "account.role.", "audit.");

    private static final Pattern IN_PAGE = Pattern.compile("#\\{([a-z][a-z0-9.-]*)");
    private static final Pattern FILE = Pattern.compile(".*\\.(?:csv|yaml|json|html|sql|properties|js|css|svg|key|pdf|docx|xlsx)");
    private static final Pattern NOTED = Pattern.compile("\\bnote\\(.*?;", Pattern.DOTALL);
    private static final Pattern COMPLETABLE = Pattern.compile("[a-z]+\\..*\\.");
    /** What {@code plan.Sentence} says: its keys are written there without the module's name. */
    private static final Pattern SENTENCE = Pattern.compile("\"((?:why|target)\\.[a-z-]+)\"");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\d)");

    private final Map<String, String> japanese = bundles("messages.properties");
    private final Map<String, String> english = bundles("messages_en.properties");

    @Test
    void eachBundleHasTheSameKeysInBothLanguages() {
        for (Path bundle : files("messages.properties")) {
            assertThat(keys(bundle.resolveSibling("messages_en.properties"))).as(bundle.toString()).isEqualTo(keys(bundle));
        }
    }

    @Test
    void noKeyStandsTwice() {
        var all = Stream.concat(files("messages.properties").stream(), files("messages_en.properties").stream()).toList();
        for (Path bundle : all) {
            List<String> written = read(bundle).lines().filter(line -> !line.startsWith("#") && line.contains("="))
                    .map(line -> line.substring(0, line.indexOf('=')).strip()).toList();
            assertThat(written).as(bundle.toString()).doesNotHaveDuplicates();
        }
        assertThat(files("messages.properties").stream().flatMap(bundle -> keys(bundle).stream()).toList())
                .as("keys of all modules").doesNotHaveDuplicates();
    }

    @Test
    void everyKeyThatIsUsedHasItsWords() {
        Map<String, String> missing = new TreeMap<>();
        used().forEach((key, place) -> {
            if (!japanese.containsKey(key) && !(key.endsWith(".") && japanese.keySet().stream().anyMatch(known -> known.startsWith(key)))) {
                missing.put(key, place);
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void everyAuditedActHasItsWords() {
        Set<String> acts = new TreeSet<>();
        for (Path file : files(".java")) {
            Matcher noted = NOTED.matcher(read(file));
            while (noted.find()) {
                Matcher act = literal("\"").matcher(noted.group());
                while (act.find()) {
                    acts.add("audit." + act.group(1));
                }
            }
        }
        assertThat(acts).isNotEmpty();
        assertThat(japanese.keySet()).containsAll(acts);
    }

    @Test
    void noKeyIsLeftOver() {
        Set<String> used = used().keySet();
        Set<String> completed = used.stream().filter(key -> COMPLETABLE.matcher(key).matches()).collect(Collectors.toSet());
        completed.addAll(COMPLETED);
        assertThat(japanese.keySet().stream()
                // a reason that has a title of its own gives it to the page of the failure
                .filter(key -> !used.contains(key) && !(key.endsWith(".title") && used.contains(key.replaceFirst("\\.title$", ""))))
                .filter(key -> completed.stream().noneMatch(key::startsWith)).sorted().toList()).isEmpty();
        assertThat(completed).allMatch(beginning -> japanese.keySet().stream().anyMatch(key -> key.startsWith(beginning)));
    }

    @Test
    void bothLanguagesTakeTheSameParameters() {
        japanese.forEach((key, words) -> assertThat(parameters(english.get(key))).as(key).isEqualTo(parameters(words)));
    }

    @Test
    void apostrophesAreDoubledWhereAParameterStandsAndOnlyThere() {
        Stream.of(japanese, english).forEach(words -> words.forEach((key, text) -> {
            if (parameters(text).isEmpty()) {
                assertThat(text).as(key).doesNotContain("''");
            } else {
                assertThat(text.replace("''", "")).as(key).doesNotContain("'");
            }
        }));
    }

    @Test
    void noEnglishWordsAreJapanese() {
        assertThat(english.entrySet().stream().filter(entry -> entry.getValue().codePoints().anyMatch(MessagesTests::isKana))
                .map(Map.Entry::getKey).filter(key -> !key.equals("shell.language.other")).sorted().toList()).isEmpty();
    }

    /** Key (or beginning of one) → where it stands. */
    private Map<String, String> used() {
        Map<String, String> used = new HashMap<>();
        for (Path file : files(".html")) {
            String text = read(file);
            collect(IN_PAGE, text, file, used);
            collect(literal("'"), text, file, used);
        }
        for (Path file : files(".java")) {
            collect(literal("\""), NOTED.matcher(read(file)).replaceAll(""), file, used);
            if (file.getParent().endsWith("plan")) {
                SENTENCE.matcher(read(file)).results().forEach(found -> used.putIfAbsent("plan." + found.group(1), file.toString()));
            }
        }
        return used;
    }

    private static void collect(Pattern pattern, String text, Path file, Map<String, String> used) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            if (!FILE.matcher(found.group(1)).matches()) {
                used.putIfAbsent(found.group(1), file.toString());
            }
        }
    }

    /** A quoted text that begins as the keys of some bundle do. */
    private Pattern literal(String quote) {
        String modules = japanese.keySet().stream().map(key -> key.substring(0, key.indexOf('.'))).distinct()
                .collect(Collectors.joining("|"));
        return Pattern.compile(quote + "((?:" + modules + ")\\.[a-z0-9.-]*)" + quote);
    }

    private static Set<String> parameters(String text) {
        return PARAMETER.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isKana(int point) {
        return point >= 0x3041 && point <= 0x30fe;
    }

    private static Map<String, String> bundles(String name) {
        Map<String, String> all = new TreeMap<>();
        files(name).forEach(file -> properties(file).forEach((key, words) -> all.put((String) key, (String) words)));
        return all;
    }

    private static Set<String> keys(Path file) {
        return new TreeSet<>(properties(file).stringPropertyNames());
    }

    private static Properties properties(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            Properties properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Collection<Path> files(String ending) {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
