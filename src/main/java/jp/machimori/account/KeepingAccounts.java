package jp.machimori.account;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** アカウントの管理。What an administrator does with the accounts of their town; a town always keeps one administrator. */
@Component
class KeepingAccounts {

    /** What was typed. */
    record Wish(String name, String displayName, @Nullable Role role, List<String> divisions) {

        static Wish of(Account account) {
            return new Wish(account.name(), account.displayName(),
                    account.isAdministrator() ? Role.ADMINISTRATOR : Role.STAFF, account.divisions());
        }
    }

    sealed interface Outcome {

        record Kept(Account account) implements Outcome { }

        /** To be told to its owner; shown once. */
        record Given(Account account, String password) implements Outcome { }

        /** @param faults message key by field, in the order of the form */
        record Refused(Map<String, String> faults) implements Outcome { }
    }

    private final Accounts accounts;
    private final Ground ground;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;

    KeepingAccounts(Accounts accounts, Ground ground, Passwords passwords, Audit audit, Clock clock) {
        this.accounts = accounts;
        this.ground = ground;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /** Divisions that people work in this year, and those named although they no longer exist. */
    List<Division> divisions(List<String> named) {
        FiscalYear year = FiscalYear.of(LocalDate.now(clock));
        return ground.divisions().stream()
                .filter(division -> division.isOwn() && (division.existsIn(year) || named.contains(division.key()))).toList();
    }

    /** @param by null on the command line */
    @Transactional
    Outcome add(@Nullable Person by, Wish typed) {
        String name = SigningIn.plain(typed.name());
        Wish wish = tidy(new Wish(name, typed.displayName(), typed.role(), typed.divisions()));
        Map<String, String> faults = new LinkedHashMap<>();
        if (name.isEmpty()) {
            faults.put("name", "account.name.missing");
        } else if (!SigningIn.known(name)) {
            faults.put("name", "account.name.shape");
        } else if (accounts.byName(name).isPresent()) {
            faults.put("name", "account.name.taken");
        }
        faults.putAll(faults(wish, List.of()));
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        String password = passwords.oneTime();
        Account account = new Account(UUID.randomUUID(), name, wish.displayName(), Set.of(wish.role()), wish.divisions(),
                true, true, clock.instant(), null, 0, false);
        if (!accounts.add(account, passwords.hash(password))) {
            return new Outcome.Refused(Map.of("name", "account.name.taken"));
        }
        audit.note(by, "account.added", name, detail(wish));
        return new Outcome.Given(account, password);
    }

    @Transactional
    Outcome change(Person by, UUID id, Wish typed) {
        Set<UUID> administrators = accounts.administratorsHeld();
        Account account = account(id);
        Wish wish = tidy(new Wish(account.name(), typed.displayName(), typed.role(), typed.divisions()));
        Map<String, String> faults = faults(wish, account.divisions());
        if (wish.role() != Role.ADMINISTRATOR && administrators.equals(Set.of(id))) {
            faults.putIfAbsent("role", "account.last-administrator");
        }
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        become(by, account, wish);
        return new Outcome.Kept(account);
    }

    private void become(@Nullable Person by, Account account, Wish wish) {
        if (!wish.equals(Wish.of(account))) {
            accounts.change(account.id(), wish.displayName(), Set.of(wish.role()), wish.divisions());
            audit.note(by, "account.changed", account.name(),
                    Map.of("before", detail(Wish.of(account)), "after", detail(wish)));
        }
    }

    @Transactional
    Outcome activate(@Nullable Person by, UUID id, boolean active) {
        Set<UUID> administrators = accounts.administratorsHeld();
        Account account = account(id);
        if (!active && administrators.equals(Set.of(id))) {
            return new Outcome.Refused(Map.of("active", "account.last-administrator"));
        }
        if (account.active() != active) {
            accounts.activate(id, active);
            audit.note(by, active ? "account.activated" : "account.deactivated", account.name(), Map.of());
        }
        return new Outcome.Kept(account);
    }

    /** Gives a one-time password; the old one and its sessions end. */
    @Transactional
    Outcome.Given givePassword(@Nullable Person by, UUID id) {
        Account account = account(id);
        String password = passwords.oneTime();
        accounts.password(id, passwords.hash(password), true);
        audit.note(by, "account.password-given", account.name(), Map.of());
        return new Outcome.Given(account, password);
    }

    /** For the command line: an administrator of that name who can sign in, whatever was before. */
    @Transactional
    Outcome administrator(String typed, String shown) {
        Optional<Account> present = accounts.byName(SigningIn.plain(typed));
        if (present.isEmpty()) {
            return add(null, new Wish(typed, shown, Role.ADMINISTRATOR, List.of()));
        }
        Account account = present.get();
        activate(null, account.id(), true);
        become(null, account, new Wish(account.name(), account.displayName(), Role.ADMINISTRATOR, account.divisions()));
        if (account.demonstration()) {
            accounts.endDemonstration(account.id());
            audit.note(null, "account.demonstration-ended", account.name(), Map.of());
        }
        return givePassword(null, account.id());
    }

    Account account(UUID id) {
        return accounts.byId(id).orElseThrow(NotFound::new);
    }

    private Wish tidy(Wish wish) {
        return new Wish(wish.name(), wish.displayName().strip(), wish.role(), wish.divisions().stream().distinct().sorted().toList());
    }

    private Map<String, String> faults(Wish wish, List<String> before) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (wish.displayName().isEmpty()) {
            faults.put("displayName", "account.display-name.missing");
        } else if (wish.displayName().length() > 60) {
            faults.put("displayName", "account.display-name.long");
        } else if (wish.displayName().chars().anyMatch(Character::isISOControl)) {
            faults.put("displayName", "account.display-name.shape");
        }
        if (wish.role() == null) {
            faults.put("role", "account.role.missing");
        }
        Set<String> known = divisions(before).stream().map(Division::key).collect(Collectors.toSet());
        if (!known.containsAll(wish.divisions())) {
            faults.put("divisions", "account.divisions.unknown");
        } else if (wish.divisions().isEmpty() && wish.role() == Role.STAFF) {
            faults.put("divisions", "account.divisions.missing");
        }
        return faults;
    }

    private static Map<String, Object> detail(Wish wish) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("displayName", wish.displayName());
        detail.put("role", wish.role().key());
        detail.put("divisions", new ArrayList<>(wish.divisions()));
        return detail;
    }
}
