package jp.machimori.comment;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 意見。One of those that a comment holds.
 *
 * @param comment number of the comment
 * @param number from 1 in its comment
 * @param topic what it is grouped under
 * @param aside why it is counted only
 * @param asideReason in the officer's words, for the files of the division
 */
record Opinion(UUID id, int comment, int number, @Nullable Integer section, String body, @Nullable UUID topic,
               @Nullable Aside aside, @Nullable String asideReason) {

    /** 対象外の扱い。Counted, without an answer and without its words. */
    enum Aside {
        OFF_TOPIC, ABUSIVE;

        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static @Nullable Aside of(@Nullable String key) {
            for (Aside aside : values()) {
                if (aside.key().equals(key)) {
                    return aside;
                }
            }
            return null;
        }
    }

    /** 3-1: the first opinion of comment 3. */
    public String label() {
        return comment + "-" + number;
    }

    /** Whether nobody has said yet what becomes of it. */
    boolean isOpen() {
        return topic == null && aside == null;
    }
}
