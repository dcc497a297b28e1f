package jp.machimori.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.machimori.database.CurrentTown;
import jp.machimori.database.DatabaseSettings;
import jp.machimori.town.Demonstration;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import jp.machimori.town.TownLoaded;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 体験用アカウント。People to try a town with invented data as. They exist only where both the deployment
 * ({@link Demonstration}) and the town say so; their random passwords stand in one file that only the owner of
 * the data folder reads.
 */
@Component
public class DemonstrationAccounts {

    private static final String FILE = "demonstration-accounts.txt";
    static final String OPERATOR = "operator";

    private final Demonstration demonstration;
    private final Path file;
    private final Accounts accounts;
    private final Operators operators;
    private final Ground ground;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    DemonstrationAccounts(Demonstration demonstration, DatabaseSettings settings,
                          Accounts accounts, Operators operators, Ground ground, Passwords passwords, Audit audit,
                          Clock clock, PlatformTransactionManager transactions) {
        this.demonstration = demonstration;
        this.file = settings.data().resolve(FILE);
        this.accounts = accounts;
        this.operators = operators;
        this.ground = ground;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Whether people may try this town. */
    public boolean isOn(Town town) {
        return demonstration.isShown() && town.demonstration();
    }

    /** Where the names and passwords stand, for the person who started the application. */
    public Path file() {
        return file;
    }

    @EventListener
    void at(TownLoaded loaded) {
        ensure(loaded.town());
    }

    /**
     * Makes the town's demonstration accounts (one officer of its first division, one of another, one administrator) and
     * the deployment's operator, where they or their passwords are missing. Does nothing anywhere else.
     */
    public void ensure(Town town) {
        if (!isOn(town)) {
            return;
        }
        List<Line> lines = new ArrayList<>(read());
        boolean changed = CurrentTown.call(town.id(), () -> ensureStaff(town, lines));
        changed |= ensureOperator(lines);
        if (changed) {
            write(lines);
        }
    }

    /** Leaves an account out of the file that became one of the town's own, or the operator's: its password there is gone. */
    void forget(String place, String name) {
        List<Line> lines = new ArrayList<>(read());
        if (lines.removeIf(line -> line.is(place, name))) {
            write(lines);
        }
    }

    /** One account of the file. */
    private record Line(String place, String name, String password, String role) {

        boolean is(String otherPlace, String otherName) {
            return place.equals(otherPlace) && name.equals(otherName);
        }
    }

    private record Wanted(String name, String displayName, Role role, List<String> divisions) {
    }

    private boolean ensureStaff(Town town, List<Line> lines) {
        boolean changed = false;
        for (Wanted wanted : wanted()) {
            Optional<Account> present = transaction.execute(status -> accounts.byName(wanted.name()));
            if (present.isPresent() && (!present.get().demonstration()
                    || lines.stream().anyMatch(line -> line.is(town.key(), wanted.name())))) {
                continue;
            }
            String password = passwords.oneTime();
            String hash = passwords.hash(password);
            transaction.executeWithoutResult(status -> {
                if (present.isPresent()) {
                    accounts.password(present.get().id(), hash, false);
                } else {
                    accounts.add(new Account(UUID.randomUUID(), wanted.name(), wanted.displayName(), Set.of(wanted.role()),
                            wanted.divisions(), true, false, clock.instant(), null, 0, true), hash);
                }
                audit.note(null, "account.demonstration", wanted.name(), Map.of());
            });
            lines.removeIf(line -> line.is(town.key(), wanted.name()));
            lines.add(new Line(town.key(), wanted.name(), password, wanted.displayName()));
            changed = true;
        }
        return changed;
    }

    private List<Wanted> wanted() {
        FiscalYear year = FiscalYear.of(LocalDate.now(clock));
        List<Division> own = transaction.execute(status -> ground.divisions()).stream()
                .filter(division -> division.isOwn() && division.existsIn(year)).toList();
        List<Wanted> wanted = new ArrayList<>();
        if (!own.isEmpty()) {
            wanted.add(new Wanted("officer", "体験 担当職員（" + own.getFirst().name() + "）", Role.STAFF,
                    List.of(own.getFirst().key())));
        }
        if (own.size() > 1) {
            wanted.add(new Wanted("other", "体験 他課の職員（" + own.get(1).name() + "）", Role.STAFF, List.of(own.get(1).key())));
        }
        wanted.add(new Wanted("admin", "体験 管理者", Role.ADMINISTRATOR,
                own.isEmpty() ? List.of() : List.of(own.getFirst().key())));
        return wanted;
    }

    private boolean ensureOperator(List<Line> lines) {
        if (operators.credential(OPERATOR).isPresent() && lines.stream().anyMatch(line -> line.is(OPERATOR, OPERATOR))) {
            return false;
        }
        String password = passwords.oneTime();
        if (!operators.put(UUID.randomUUID(), OPERATOR, passwords.hash(password), false, true)) {
            return false;
        }
        lines.removeIf(line -> line.is(OPERATOR, OPERATOR));
        lines.add(new Line(OPERATOR, OPERATOR, password, "体験 運用者"));
        return true;
    }

    private List<Line> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\\s+", 4)).filter(cells -> cells.length == 4)
                    .map(cells -> new Line(cells[0], cells[1], cells[2], cells[3])).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void write(List<Line> lines) {
        StringBuilder text = new StringBuilder("""
                # まちもり 体験用アカウント（作り物のデータだけを見せる環境のものです）
                # Machimori demonstration accounts: /{town}/sign-in, /operator/sign-in
                #
                # town           name      password             who
                """);
        lines.stream().sorted(Comparator.comparing(Line::place)).forEach(line -> text.append(
                String.format("%-16s %-9s %-20s %s%n", line.place(), line.name(), line.password(), line.role())));
        Path next = file.resolveSibling(FILE + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(next, text, StandardOpenOption.WRITE);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
