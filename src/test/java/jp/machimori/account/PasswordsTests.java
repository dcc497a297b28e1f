package jp.machimori.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PasswordsTests {

    private final Passwords passwords = new Passwords();
    private final String hash = passwords.hash("correct horse battery");

    @Test
    void isStoredAsArgon2id() {
        assertThat(hash).startsWith("$argon2id$");
        assertThat(passwords.matches("correct horse battery", hash)).isTrue();
        assertThat(passwords.matches("correct horse batterY", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void nobodyIsComparedAsLongAsSomebody() {
        time(hash);
        assertThat(time(null)).isGreaterThan(time(hash).dividedBy(3));
        assertThat(passwords.matches("anything", null)).isFalse();
    }

    @Test
    void refusesWhatIsEasilyGuessed() {
        assertThat(passwords.fault("short", "hanako")).contains("account.password.short");
        assertThat(passwords.fault("aaaaaaaaaaaaaa", "hanako")).contains("account.password.simple");
        assertThat(passwords.fault("My-Hanako-2026", "hanako")).contains("account.password.name");
        assertThat(passwords.fault("x".repeat(129), "hanako")).contains("account.password.long");
        assertThat(passwords.fault("朝の散歩は川ぞいをゆっくり", "hanako")).isEmpty();
    }

    @Test
    void theKeyOfFormsIsTheAccountsAndEndsWithThePassword() {
        UUID hanako = UUID.randomUUID();
        assertThat(Passwords.formKey(hanako, hash)).isEqualTo(Passwords.formKey(hanako, hash))
                .isNotEqualTo(Passwords.formKey(UUID.randomUUID(), hash))
                .isNotEqualTo(Passwords.formKey(hanako, passwords.hash("correct horse battery")));
    }

    /** Of the fastest of five. */
    private Duration time(String hash) {
        return Stream.generate(() -> {
            long begun = System.nanoTime();
            passwords.matches("wrong password", hash);
            return Duration.ofNanos(System.nanoTime() - begun);
        }).limit(5).min(Duration::compareTo).orElseThrow();
    }
}
