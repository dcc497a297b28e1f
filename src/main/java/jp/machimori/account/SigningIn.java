package jp.machimori.account;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * サインイン。Judges a name and a password. An unknown name, a closed account and a wrong password get the same answer
 * after the same time; no transaction is held while a password is compared.
 */
@Component
class SigningIn {

    sealed interface Answer {

        /**
         * @param session what their session is to remember
         * @param formKey of their forms
         */
        record Welcome(SignedIn session, String formKey) implements Answer { }

        record Wrong() implements Answer { }

        /** All was right, but the one-time password waited too long. */
        record Expired() implements Answer { }

        /** Too many failures; nothing was judged. */
        record Wait(long minutes) implements Answer { }
    }

    private final Accounts accounts;
    private final Operators operators;
    private final Attempts attempts;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SigningIn(Accounts accounts, Operators operators, Attempts attempts, Passwords passwords, Audit audit, Clock clock,
              PlatformTransactionManager transactions) {
        this.accounts = accounts;
        this.operators = operators;
        this.attempts = attempts;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** As typed on any keyboard: full-width letters and capitals mean the same. */
    static String plain(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    /** To the current town. */
    Answer asStaff(int townId, String typed, String password, String address) {
        String name = plain(typed);
        var subjects = List.of(Attempts.Subject.address(address), Attempts.Subject.name(townId, name));
        Optional<Instant> wait = attempts.begin(subjects);
        if (wait.isPresent()) {
            return new Answer.Wait(minutes(wait.get()));
        }
        Optional<Credential> credential = known(name) ? accounts.credential(name) : Optional.empty();
        boolean right = passwords.matches(password, credential.map(Credential::hash).orElse(null));
        if (!right || !credential.orElseThrow().active() || credential.orElseThrow().isExpired(clock)) {
            transaction.executeWithoutResult(status -> audit.note(null, "account.sign-in-failed",
                    credential.map(Credential::name).orElse(""), Map.of("address", address)));
            return right && credential.orElseThrow().active() ? new Answer.Expired() : new Answer.Wrong();
        }
        attempts.succeed(subjects.get(1), subjects.get(0));
        Credential own = credential.orElseThrow();
        return transaction.execute(status -> {
            SignedIn session = new SignedIn(townId, own.id(), own.stamp());
            return accounts.behind(session).<Answer>map(account -> {
                accounts.signedIn(account.id());
                audit.note(accounts.person(account, townId), "account.sign-in", account.name(), Map.of("address", address));
                return new Answer.Welcome(session, Passwords.formKey(own.id(), own.hash()));
            }).orElseGet(Answer.Wrong::new);
        });
    }

    /** To the whole deployment. */
    Answer asOperator(String typed, String password, String address) {
        String name = plain(typed);
        var subjects = List.of(Attempts.Subject.address(address), Attempts.Subject.name(null, name));
        Optional<Instant> wait = attempts.begin(subjects);
        if (wait.isPresent()) {
            return new Answer.Wait(minutes(wait.get()));
        }
        Optional<Credential> credential = known(name) ? operators.credential(name) : Optional.empty();
        boolean right = passwords.matches(password, credential.map(Credential::hash).orElse(null));
        if (!right || !credential.orElseThrow().active() || credential.orElseThrow().isExpired(clock)) {
            operators.note(null, "account.sign-in-failed", credential.map(Credential::name).orElse(""));
            return right && credential.orElseThrow().active() ? new Answer.Expired() : new Answer.Wrong();
        }
        attempts.succeed(subjects.get(1), subjects.get(0));
        Credential own = credential.orElseThrow();
        operators.note(own.name(), "account.sign-in", own.name());
        return new Answer.Welcome(new SignedIn(null, own.id(), own.stamp()), Passwords.formKey(own.id(), own.hash()));
    }

    /** Whether an account could bear that name. */
    static boolean known(String name) {
        return name.matches("[a-z0-9][a-z0-9._-]{1,39}");
    }

    private long minutes(Instant until) {
        return Math.max(1, Duration.between(clock.instant(), until).plusSeconds(59).toMinutes());
    }
}
