package jp.machimori;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jp.machimori.backup.BackupCommand;
import jp.machimori.bench.Bench;
import jp.machimori.database.DatabaseAtStart;
import jp.machimori.town.PackCheck;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LoggingSystem;

/** まちもり。The application: an evidence ledger under a plan tree. */
@SpringBootApplication
public class Machimori {

    /**
     * Does one command: {@code run} (also when none is named), {@code pack check DIR}, {@code backup FILE},
     * {@code restore FILE}, {@code bench}. Options such as {@code --machimori.data=DIR} may follow.
     */
    public static void main(String[] arguments) throws Exception {
        List<String> words = Arrays.stream(arguments).takeWhile(argument -> !argument.startsWith("--")).toList();
        switch (words.isEmpty() ? "run" : words.getFirst()) {
            case "run" -> {
                SpringApplication application = new SpringApplication(Machimori.class);
                application.addInitializers(new FreePort(), new DatabaseAtStart());
                application.run(arguments);
            }
            case "pack" -> {
                quiet();
                System.exit(PackCheck.run(Path.of(words.getLast()), System.out, System.err));
            }
            case "backup", "restore" -> {
                quiet();
                System.exit(BackupCommand.run(List.of(arguments), System.out, System.err));
            }
            case "bench" -> System.exit(Bench.main(Machimori.class, words.subList(1, words.size())));
            default -> {
                System.err.printf("「%1$s」という命令はありません。%nThere is no command \"%1$s\".%n", String.join(" ", words));
                System.exit(2);
            }
        }
    }

    /** A command tells what matters itself. */
    private static void quiet() {
        LoggingSystem.get(Machimori.class.getClassLoader()).beforeInitialize();
    }
}
