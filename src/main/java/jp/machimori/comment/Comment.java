package jp.machimori.comment;

import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 意見書。What one person sent at one time, in their words and without their name; it holds one opinion or several.
 *
 * @param number 受付番号, from 1 in its consultation
 * @param lateReason why it counts although it came after the last day
 * @param section of the draft, where the person named one
 * @param sameAs number of an earlier one by the same person
 * @param enteredBy the officer who typed it in; null when it came through the page
 */
record Comment(UUID id, UUID consultation, int number, Channel channel, LocalDate receivedOn, @Nullable String lateReason,
               @Nullable Integer section, String body, @Nullable Integer sameAs, @Nullable String enteredBy, int version) {

    /** What fits on the form, in characters. */
    static final int LONGEST = 4_000;

    /** 提出方法。How it came. */
    enum Channel {
        HAND, POST, FAX, MAIL, PAGE;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable Channel of(String key) {
            for (Channel channel : values()) {
                if (channel.key().equals(key)) {
                    return channel;
                }
            }
            return null;
        }
    }

    public String shownOn(Locale locale) {
        return Consultation.shown(receivedOn, locale);
    }

    /** Its beginning, to know it by in a list. */
    public String beginning() {
        String line = body.replace('\n', ' ');
        return line.codePointCount(0, line.length()) <= 60 ? line : line.substring(0, line.offsetByCodePoints(0, 60)) + "…";
    }
}
