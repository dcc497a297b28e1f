package jp.machimori.comment;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import jp.machimori.town.Era;
import org.jspecify.annotations.Nullable;

/**
 * 意見募集。A draft that everybody may comment on for some days. It opens and closes by the calendar, nobody has to do it.
 *
 * @param division key of the responsible one: its staff, and nobody else's, read who commented
 * @param from first day on which comments are taken
 * @param to last day, that day included
 * @param shortReason why the period is shorter than {@value #USUAL_DAYS} days
 * @param commenters who may comment, in the town's words
 * @param whereTo where comments on paper, by fax and by mail go to
 * @param outcomes what may become of an opinion, in the town's words
 * @param retentionYears how long names and addresses are kept after the result
 * @param publishedFrom first day on which the public sees it; null while it is prepared
 * @param resultOn the day its result was published
 */
public record Consultation(UUID id, String title, String about, String division, LocalDate from, LocalDate to,
                           @Nullable String shortReason, String commenters, String whereTo, Asking name, Asking address,
                           List<String> outcomes, int retentionYears, @Nullable LocalDate publishedFrom,
                           @Nullable LocalDate resultOn, String resultWords, int version) {

    /** What is usual, counted with the first and the last day (行政手続法 第39条第3項, which towns' rules follow). */
    public static final int USUAL_DAYS = 30;

    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);

    /** 聞き方。Whether the form asks for a name or an address. */
    public enum Asking {
        REQUIRED, OPTIONAL, NONE;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable Asking of(String key) {
            for (Asking asking : values()) {
                if (asking.key().equals(key)) {
                    return asking;
                }
            }
            return null;
        }
    }

    /** 募集の段階。Where it stands on a day. */
    public enum Stage {

        /** Seen by the division alone. */
        PREPARED,

        /** Seen by all, not yet open. */
        ANNOUNCED,

        OPEN, CLOSED,

        /** The result is published. */
        ANSWERED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Stage stage(LocalDate today) {
        return publishedFrom == null || today.isBefore(publishedFrom) ? Stage.PREPARED
                : resultOn != null ? Stage.ANSWERED
                : today.isBefore(from) ? Stage.ANNOUNCED
                : today.isAfter(to) ? Stage.CLOSED : Stage.OPEN;
    }

    /** Days on which comments are taken, the first and the last among them. */
    public static long days(LocalDate from, LocalDate to) {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** How many days are left after that one; 0 on the last day. */
    public long daysLeft(LocalDate today) {
        return ChronoUnit.DAYS.between(today, to);
    }

    public boolean isPublished() {
        return publishedFrom != null;
    }

    /** 令和8年11月22日（日）, Sun 22 Nov 2026 */
    public static String shown(LocalDate day, Locale locale) {
        return locale.getLanguage().equals("en") ? ENGLISH.format(day)
                : Era.dateOf(day) + "（" + day.getDayOfWeek().getDisplayName(TextStyle.NARROW, Locale.JAPANESE) + "）";
    }

    public String shownFrom(Locale locale) {
        return shown(from, locale);
    }

    public String shownTo(Locale locale) {
        return shown(to, locale);
    }
}
