package jp.machimori;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/glossary.md and the code say the same words. */
class GlossaryTests {

    private static final Path PAGE = Path.of("docs/glossary.md");
    private static final Path SOURCES = Path.of("src/main/java/jp/machimori");

    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| `([A-Za-z_.]+)` \\| ([a-z.]+) \\| ([^|]+) \\| ([^|]+) \\|");

    /** Documentation that opens with a Japanese term, and the public type it is of. */
    private static final Pattern TYPE = Pattern.compile("/\\*\\*\\s*(?:\\*\\s*)?([^\\s\\x00-\\x7f][^。\\n]*)。(?:[^*]|\\*(?!/))*\\*/\\s*"
            + "(?:@[\\w.]+(?:\\((?:[^()\"]|\"[^\"]*\"|\\([^()]*\\))*\\))?\\s*)*"
            + "public (?:(?:static|final|sealed|non-sealed|abstract) )*(?:record|enum|interface|@interface|class) (\\w+)");

    private record Term(String japanese, String identifier, String module) {
    }

    private final List<Term> glossary = read(PAGE).lines().map(ROW::matcher).filter(Matcher::matches)
            .map(row -> new Term(row.group(1), row.group(2), row.group(3))).toList();

    @Test
    void everyRowIsComplete() {
        long rows = read(PAGE).lines().filter(line -> line.startsWith("| ") && line.contains("`")).count();
        assertThat(glossary).hasSize((int) rows).hasSizeGreaterThan(50).doesNotHaveDuplicates();
        assertThat(glossary).extracting(Term::identifier).doesNotHaveDuplicates();
    }

    @Test
    void everyIdentifierExistsInItsModule() {
        assertThat(glossary.stream().filter(term -> !exists(term)).toList()).isEmpty();
    }

    @Test
    void everyPublicTypeWithAJapaneseTermStandsInItUnderThatTerm() throws IOException {
        List<Term> coded = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).sorted().toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                Matcher type = TYPE.matcher(read(file));
                while (type.find()) {
                    coded.add(new Term(type.group(1), name.equals(type.group(2)) ? name : name + "." + type.group(2),
                            file.getParent().equals(SOURCES) ? "machimori" : SOURCES.relativize(file.getParent()).toString().replace('/', '.')));
                }
            }
        }
        assertThat(coded).hasSizeGreaterThan(60).extracting(Term::identifier)
                .contains("Form.Kind", "Ground", "Mistakes", "BadParameter", "PackCheck");
        coded.removeAll(glossary);
        assertThat(coded).isEmpty();
    }

    /** {@code Town}, {@code TallyRule.Amount.Stock}, {@code ValueForm.NONE}, {@code Entries.correct} */
    private static boolean exists(Term term) {
        String[] names = term.identifier().split("\\.");
        Class<?> at;
        try {
            String home = term.module().equals("machimori") ? "jp.machimori." : "jp.machimori." + term.module() + ".";
            at = Class.forName(home + names[0], false, GlossaryTests.class.getClassLoader());
        } catch (ClassNotFoundException none) {
            return false;
        }
        for (int place = 1; place < names.length; place++) {
            String name = names[place];
            var nested = Arrays.stream(at.getDeclaredClasses()).filter(type -> type.getSimpleName().equals(name)).findFirst();
            if (nested.isEmpty()) {
                return place == names.length - 1 && Stream.<Member>concat(Arrays.stream(at.getDeclaredFields()),
                        Arrays.stream(at.getDeclaredMethods())).anyMatch(member -> member.getName().equals(name));
            }
            at = nested.get();
        }
        return true;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
