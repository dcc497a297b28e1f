package jp.machimori;

import java.util.Arrays;
import java.util.List;
import jp.machimori.bench.Bench;
import jp.machimori.database.DatabaseAtStart;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

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
            case "bench" -> System.exit(Bench.main(Machimori.class, words.subList(1, words.size())));
            default -> {
                System.err.printf("「%1$s」という命令はありません。%nThere is no command \"%1$s\".%n", String.join(" ", words));
                System.exit(2);
            }
        }
    }
}
