package jp.machimori;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jp.machimori.account.AccountCommand;
import jp.machimori.backup.BackupCommand;
import jp.machimori.bench.Bench;
import jp.machimori.database.DatabaseAtStart;
import jp.machimori.forecast.ForecastCommand;
import jp.machimori.town.PackCheck;
import org.springframework.beans.BeansException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** まちもり。The application: an evidence ledger under a plan tree. */
@SpringBootApplication
public class Machimori {

    /**
     * Does one command: {@code run} (also when none is named), {@code pack check DIR}, {@code backup FILE},
     * {@code restore FILE}, {@code account add TOWN NAME}, {@code account operator NAME}, {@code forecast}, {@code bench}.
     * Options such as {@code --machimori.data=DIR} may follow.
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
                System.exit(PackCheck.run(words.subList(1, words.size()), System.out, System.err));
            }
            case "backup", "restore" -> {
                quiet();
                System.exit(BackupCommand.run(List.of(arguments), System.out, System.err));
            }
            case "forecast" -> System.exit(ForecastCommand.run(Arrays.asList(arguments).subList(1, arguments.length), System.out, System.err));
            case "account" -> System.exit(account(words.subList(1, words.size()), arguments));
            case "bench" -> System.exit(Bench.main(Machimori.class, words.subList(1, words.size())));
            default -> {
                System.err.printf("「%1$s」という命令はありません。%nThere is no command \"%1$s\".%n", String.join(" ", words));
                System.exit(2);
            }
        }
    }

    /** Starts all but the web server, beside a running application too; loads the pack of the named town if it is not there yet. */
    private static int account(List<String> words, String[] arguments) {
        if (!AccountCommand.understands(words)) {
            return AccountCommand.usage(System.err);
        }
        SpringApplication application = new SpringApplication(Machimori.class);
        application.addInitializers(new DatabaseAtStart());
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLazyInitialization(true);    // pages and their parts are never asked for
        application.setDefaultProperties(Map.of("logging.threshold.console", "warn"));
        String[] options = Stream.concat(Stream.of("--machimori.db.visit=true", "--db-scheduler.enabled=false",
                        "--machimori.new-towns-only=true",
                        "--machimori.towns=" + (words.getFirst().equals("add") ? words.get(1) : "operator")),
                Arrays.stream(arguments).filter(argument -> argument.startsWith("--"))).toArray(String[]::new);
        try (ConfigurableApplicationContext context = application.run(options)) {
            return account(words, context);
        }
    }

    private static int account(List<String> words, ConfigurableApplicationContext context) {
        try {
            return context.getBean(AccountCommand.class).run(words, System.out, System.err);
        } catch (BeansException | DataAccessException | TransactionException failure) {
            String sentence = StartFailures.sentence(failure);   // what is made only when it is asked for fails only then
            if (sentence == null) {
                throw failure;
            }
            System.err.println(sentence);
            return 1;
        }
    }

    /** A command tells what matters itself. */
    private static void quiet() {
        LoggingSystem.get(Machimori.class.getClassLoader()).beforeInitialize();
    }
}
