package jp.machimori;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The words of all modules. A key used is a text in a page or a string in Java that begins like a key of a bundle, as
 * {@code "shell.error.home"}; one that ends with a dot is the beginning of a key whose rest is data.
 */
class MessagesTests {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern KEY = Pattern.compile("[a-z]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+");
    private static final String LIKE_A_KEY = "([a-z]+(?:-[a-z]+)*\\.[a-z0-9.-]*)";
    private static final Pattern IN_JAVA = Pattern.compile("\"" + LIKE_A_KEY + "\"");
    private static final Pattern IN_A_PAGE = Pattern.compile("(?:#\\{|')" + LIKE_A_KEY + "(?=['}(])");
    private static final Pattern SENTENCE = Pattern.compile("Sentence\\.of\\(\\s*\"([a-z0-9.-]+)\"");
    private static final Set<String> FILES = Set.of("yaml", "csv", "html", "sql", "json", "css", "js", "svg", "properties", "xlsx");

    @ParameterizedTest
    @MethodSource("bundles")
    void everyWordIsThereInBothLanguages(Path bundle) {
        assertThat(words(english(bundle)).stringPropertyNames()).containsExactlyInAnyOrderElementsOf(words(bundle).stringPropertyNames());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void noKeyStandsTwice(Path bundle) {
        for (Path one : List.of(bundle, english(bundle))) {
            List<String> keys = text(one).lines().filter(line -> line.contains("=")).map(line -> line.substring(0, line.indexOf('=')).strip()).toList();
            assertThat(keys).as(one.toString()).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void keysAreDomainWords(Path bundle) {
        assertThat(words(bundle).stringPropertyNames()).allMatch(key -> KEY.matcher(key).matches());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void bothLanguagesHaveTheSamePlacesToFillIn(Path bundle) {
        Properties ja = words(bundle);
        Properties en = words(english(bundle));
        for (String key : ja.stringPropertyNames()) {
            assertThat(places(en.getProperty(key))).as(key).isEqualTo(places(ja.getProperty(key)));
        }
    }

    /** A text with places goes through MessageFormat, where {@code ''} is one apostrophe and {@code '} none; others do not. */
    @ParameterizedTest
    @MethodSource("bundles")
    void apostrophesAreShown(Path bundle) {
        Properties en = words(english(bundle));
        for (String key : en.stringPropertyNames()) {
            String text = en.getProperty(key);
            assertThat(text).as(key).doesNotContainPattern(places(text).isEmpty() ? "''" : "(?<!')'(?!')");
        }
    }

    @Test
    void noTwoModulesHaveTheSameKey() {
        List<String> keys = bundles().flatMap(bundle -> words(bundle).stringPropertyNames().stream()).toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void everyKeyUsedResolves() {
        Set<String> keys = keys();
        List<String> missing = new ArrayList<>();
        used().forEach((use, place) -> {
            boolean there = use.endsWith(".") ? keys.stream().anyMatch(key -> key.startsWith(use)) : keys.contains(use) || keys.contains("audit." + use);
            if (!there) {
                missing.add(use + " in " + place);
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void everyKeyIsUsed() {
        Set<String> uses = used().keySet();
        // what is behind a key, as its .title, is asked for by adding to it
        assertThat(keys()).allMatch(key -> uses.contains(key) || uses.stream().anyMatch(use -> use.endsWith(".") && key.startsWith(use))
                || key.endsWith(".title") && uses.contains(key.substring(0, key.length() - 6)));
    }

    static Stream<Path> bundles() {
        return files("messages.properties").stream();
    }

    private static Set<String> keys() {
        return bundles().flatMap(bundle -> words(bundle).stringPropertyNames().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What pages and Java ask for, with a place where they do. */
    private static TreeMap<String, Path> used() {
        Set<String> beginnings = keys().stream().map(key -> key.substring(0, key.indexOf('.'))).collect(Collectors.toSet());
        var used = new TreeMap<String, Path>();
        for (Path source : Stream.of(files(".html"), files(".java")).flatMap(List::stream).toList()) {
            String text = text(source);
            (source.toString().endsWith(".java") ? IN_JAVA : IN_A_PAGE).matcher(text).results().map(found -> found.group(1))
                    .filter(key -> beginnings.contains(key.substring(0, key.indexOf('.'))) && !FILES.contains(key.substring(key.lastIndexOf('.') + 1)))
                    .forEach(key -> used.put(key, source));
            SENTENCE.matcher(text).results().forEach(found -> used.put("plan." + found.group(1), source));
        }
        return used;
    }

    private static Set<Integer> places(String text) {
        return Pattern.compile("\\{(\\d+)").matcher(text).results().map(found -> Integer.valueOf(found.group(1))).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties words(Path bundle) {
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(bundle)) {
            words.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        words.stringPropertyNames().stream().filter(key -> !places(words.getProperty(key)).isEmpty())
                .forEach(key -> new MessageFormat(words.getProperty(key), Locale.JAPANESE));
        return words;
    }

    private static Path english(Path bundle) {
        return bundle.resolveSibling("messages_en.properties");
    }

    private static List<Path> files(String ending) {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
