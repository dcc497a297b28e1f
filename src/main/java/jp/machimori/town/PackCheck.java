package jp.machimori.town;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** コマンド pack check。Tells every mistake of a pack, writes nothing, needs no database. */
public final class PackCheck {

    private PackCheck() {
    }

    /**
     * @param words what follows {@code pack}: {@code check DIR}
     * @return the exit code
     */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        if (words.size() != 2 || !words.getFirst().equals("check")) {
            err.printf("「pack check フォルダ」と書いてください。パックを読み込むのは起動のときです。%n"
                    + "Write: pack check DIR. A pack is loaded when the application starts.%n");
            return 2;
        }
        return run(Path.of(words.getLast()), out, err);
    }

    static int run(Path folder, PrintStream out, PrintStream err) {
        if (!Files.isDirectory(folder)) {
            err.printf("フォルダ %1$s がありません。%nThere is no folder %1$s.%n", folder);
            return 2;
        }
        List<Mistakes.Mistake> mistakes = mistakes(folder);
        mistakes.forEach(out::println);
        int code = mistakes.isEmpty() ? 0 : 1;
        String english = switch (mistakes.size()) {
            case 0 -> "no mistakes";
            case 1 -> "1 mistake";
            default -> mistakes.size() + " mistakes";
        };
        out.printf("%1$s に%2$s（終了コード %3$d）。/ %1$s has %4$s (exit code %3$d).%n", folder,
                mistakes.isEmpty() ? "誤りはありません" : " " + mistakes.size() + " 件の誤りがあります", code, english);
        return code;
    }

    private static List<Mistakes.Mistake> mistakes(Path folder) {
        try (AnnotationConfigApplicationContext parts = new AnnotationConfigApplicationContext()) {
            // the parts of all modules and nothing else: what they load with is not there
            ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(parts, false);
            scanner.addIncludeFilter(new AssignableTypeFilter(PackPart.class));
            scanner.scan("jp.machimori");
            parts.refresh();
            return Packs.check(folder, parts.getBeanProvider(PackPart.class).orderedStream().toList());
        }
    }
}
