package jp.machimori.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import jp.machimori.database.CannotStart;
import jp.machimori.database.Database;
import jp.machimori.database.DatabaseAtStart;
import jp.machimori.database.DatabaseSettings;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.dao.DataAccessException;

/**
 * コマンド backup と restore。{@code backup FILE [--force]} writes the database into one file, beside a running
 * application or without one; {@code restore FILE} fills an empty database from it. Both take the settings of the
 * application, such as {@code --machimori.data=DIR}, and start no more of it than the database.
 */
public final class BackupCommand {

    private static final String USAGE = """
            使い方 / usage:
              backup FILE [--force]    データベースを1つのファイルに書き出す / writes the database into one file
              restore FILE             空のデータベースに復元する / restores it into an empty database
            """;

    private final PrintStream out;
    private final PrintStream err;

    private BackupCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * @param arguments the command, its file and options
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        List<String> words = arguments.stream().filter(argument -> !argument.startsWith("--")).toList();
        List<String> options = arguments.stream().filter(argument -> argument.startsWith("--")).toList();
        if (words.size() == 2) {
            BackupCommand command = new BackupCommand(out, err);
            Path file = Path.of(words.get(1));
            switch (words.getFirst()) {
                case "backup" -> {
                    return command.attempt("バックアップを作れませんでした", "The backup was not made",
                            () -> command.backup(file, options));
                }
                case "restore" -> {
                    return command.attempt("復元できませんでした。データは何も書き込まれていません", "Nothing was restored",
                            () -> command.restore(file, options));
                }
                default -> {
                }
            }
        }
        err.print(USAGE);
        return 2;
    }

    private void backup(Path file, List<String> options) throws SQLException, IOException {
        StandardEnvironment environment = environment(options, true);
        DatabaseSettings settings = settings(environment);
        if (!settings.db().isOutside() && !Files.isDirectory(settings.data().resolve("database"))) {
            throw new Refused("データフォルダ %s にデータベースはありません。".formatted(settings.data()),
                    "There is no database in the data folder %s.".formatted(settings.data()));
        }
        String version = DatabaseAtStart.version();
        boolean replace = options.contains("--force") || options.contains("--force=true");
        try (Draft draft = new Draft(file, replace); Database database = open(settings, version)) {
            Clock clock = Clock.system(ZoneId.of("Asia/Tokyo"));
            Manifest manifest = new Backup(database.owner(), version, clock, new Progress(out, "書き出し / writing")).into(draft);
            String named = environment.getProperty("machimori.key-file", "");
            Path key = named.isEmpty() ? settings.data().resolve("seal.key") : Path.of(named);
            boolean sealed = manifest.mayBeSealed() || Files.exists(key);
            out.printf("%s に書き出しました（%d 表、%,d 行、%s 現在）。%n", file, manifest.tables().size(), manifest.rows(), manifest.at());
            if (sealed) {
                out.printf("封印された項目の鍵（%s）は入っていません。鍵は別の場所に保管してください。鍵がなければ、その項目は二度と読めません。%n", key);
            }
            out.printf("Written to %s: %d tables, %,d rows, as of %s.%n", file, manifest.tables().size(), manifest.rows(), manifest.at());
            if (sealed) {
                out.printf("The key of sealed fields (%s) is not in it: keep the key elsewhere, without it those fields are lost.%n", key);
            }
        }
    }

    private void restore(Path file, List<String> options) throws SQLException, IOException {
        String version = DatabaseAtStart.version();
        try (BackupFile backup = BackupFile.open(file, version)) {
            backup.check(new Progress(out, "確認 / checking"));
            try (Database database = open(settings(environment(options, false)), version)) {
                new Restore(database.owner(), new Progress(out, "読み込み / loading")).from(backup);
            }
            Manifest manifest = backup.manifest();
            String towns = String.join(", ", manifest.towns());
            out.printf("%s から復元しました（%d 表、%,d 行、%s 現在、自治体: %s）。%n",
                    file, manifest.tables().size(), manifest.rows(), manifest.at(), towns);
            if (manifest.mayBeSealed()) {
                out.println("封印された項目を読むには、もとの鍵を seal.key としてデータフォルダに置くか、MACHIMORI_KEY_FILE で指定してください。");
            }
            out.printf("Restored from %s: %d tables, %,d rows, as of %s, towns: %s.%n",
                    file, manifest.tables().size(), manifest.rows(), manifest.at(), towns);
            if (manifest.mayBeSealed()) {
                out.println("To read sealed fields, put the old key into the data folder as seal.key or name it by MACHIMORI_KEY_FILE.");
            }
        }
    }

    /** The database; where an interrupt ends this process, its PostgreSQL ends as well. */
    private static Database open(DatabaseSettings settings, String version) {
        Database database = Database.open(settings, version);
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        return database;
    }

    /** The settings that the application would have. */
    private static DatabaseSettings settings(StandardEnvironment environment) {
        return Binder.get(environment).bindOrCreate("machimori", DatabaseSettings.class);
    }

    private static StandardEnvironment environment(List<String> options, boolean visit) {
        StandardEnvironment environment = new StandardEnvironment();
        ConfigurationPropertySources.attach(environment);
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(options.toArray(String[]::new)));
        environment.getPropertySources().addFirst(new MapPropertySource("command", Map.of("machimori.db.visit", visit)));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return environment;
    }

    private interface Work {
        void run() throws SQLException, IOException;
    }

    private int attempt(String japanese, String english, Work work) {
        try {
            work.run();
            return 0;
        } catch (Refused | CannotStart refused) {
            err.println(refused.getMessage());
        } catch (SQLException | IOException | UncheckedIOException | DataAccessException | FlywayException trouble) {
            String reason = reason(trouble);
            err.printf("%s（%s）。%n%s (%s).%n", japanese, reason, english, reason);
        }
        return 1;
    }

    private static String reason(Throwable trouble) {
        Throwable cause = trouble;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return cause instanceof IOException ? cause.getClass().getSimpleName() + ": " + message : message.lines().findFirst().orElse("");
    }
}
