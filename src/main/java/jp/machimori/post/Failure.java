package jp.machimori.post;

import java.util.Locale;

/**
 * 送れなかった理由。Why one attempt to send a mail failed.
 *
 * @param answer what the server said, in its own words and without links; may be empty
 */
public record Failure(Trouble trouble, String answer) {

    /** 送れなかった理由の種類。What kind of trouble it was, and whether trying again can help. */
    public enum Trouble {

        /** No connection, or it broke off. */
        UNREACHABLE(false),

        /** The server does not take our name and password: the settings are to be mended, then all go. */
        SIGN_IN(false),

        /** The server takes the mail later (4yz of RFC 5321). */
        BUSY(false),

        /** The server takes the mail never (5yz of RFC 5321). */
        REFUSED(true),

        /** No message could be made of it. */
        UNSENDABLE(true);

        private final boolean forGood;

        Trouble(boolean forGood) {
            this.forGood = forGood;
        }

        boolean isForGood() {
            return forGood;
        }

        /** {@code post.trouble.<key>} says it in words. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
