package jp.machimori.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** パスワード。Made, judged and compared here; stored as Argon2id (16 MB, 2 passes, as OWASP advises at least). */
@Component
class Passwords {

    /** How long a one-time password waits for its owner. */
    static final Duration ONE_TIME = Duration.ofDays(7);

    static final int SHORTEST = 12;
    static final int LONGEST = 128;

    /** Without letters and digits that are read for another. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final Argon2PasswordEncoder encoder = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final SecureRandom random = new SecureRandom();
    /** Each comparison takes 16 MB for a moment: a flood of sign-ins queues here instead of filling the memory. */
    private final Semaphore desks = new Semaphore(4, true);
    private final String nobody = encoder.encode(oneTime());

    /** Four groups of four letters: 79 bits. */
    String oneTime() {
        StringBuilder made = new StringBuilder();
        for (int at = 0; at < 16; at++) {
            made.append(at > 0 && at % 4 == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return made.toString();
    }

    String hash(String password) {
        return atDesk(() -> encoder.encode(password));
    }

    /** Takes the same time when there is no such account. */
    boolean matches(String password, @Nullable String hash) {
        String typed = password.length() > LONGEST ? "" : password;
        return atDesk(() -> encoder.matches(typed, hash == null ? nobody : hash)) && hash != null;
    }

    /** A secret of the account that follows from its hash: nobody outside knows it, and it changes with the password. */
    static String formKey(UUID account, String hash) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(hash.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(account.toString().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Message key of what is wrong with a password that a person chose. */
    Optional<String> fault(String password, String name) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of("account.password.short");
        }
        if (password.length() > LONGEST) {
            return Optional.of("account.password.long");
        }
        if (password.chars().distinct().count() < 5) {
            return Optional.of("account.password.simple");
        }
        return password.toLowerCase(java.util.Locale.ROOT).contains(name) ? Optional.of("account.password.name")
                : Optional.empty();
    }

    private <T> T atDesk(java.util.function.Supplier<T> work) {
        desks.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            desks.release();
        }
    }
}
