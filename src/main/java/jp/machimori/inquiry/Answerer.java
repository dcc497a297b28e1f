package jp.machimori.inquiry;

import org.jspecify.annotations.Nullable;

/**
 * 回答者。Who answers for which division.
 *
 * @param path where the page stands, beneath the town
 * @param key of its forms, where no session keeps one
 * @param via link or account
 * @param name of the account; null for a link
 * @param from the account's own division, where it answers for another; null: it is of this one, or there is no account
 */
record Answerer(Inquiry inquiry, String division, String path, @Nullable String key, String via, @Nullable String name, @Nullable String from) {

    static Answerer byLink(Inquiry inquiry, String division, String path, @Nullable String key) {
        return new Answerer(inquiry, division, path, key, "link", null, null);
    }

    /** What came on paper before the closing is in the division's name; a correction after it is of whoever makes it. */
    boolean correctsForAnother() {
        return from != null && inquiry.isClosed();
    }
}
