package jp.machimori.account;

import org.springframework.security.access.AccessDeniedException;

/**
 * 許可なし。The reader may know of the thing but not do this to it: 403, with the reason. Whoever is not signed in is sent
 * to sign in instead. What a reader may not know of is a {@link jp.machimori.shell.NotFound}.
 */
public final class Forbidden extends AccessDeniedException {

    /** @param reason message key of a sentence that says why and whom to ask */
    public Forbidden(String reason) {
        super(reason);
    }

    String reason() {
        return getMessage();
    }
}
