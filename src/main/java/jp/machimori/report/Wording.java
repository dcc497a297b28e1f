package jp.machimori.report;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.town.Era;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** 書きぶり。The words of a report on paper, which is always Japanese. */
final class Wording {

    private final MessageSource messages;

    Wording(MessageSource messages) {
        this.messages = messages;
    }

    String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.JAPANESE);
    }

    /** R5年度; a text that is no period stays as it is. */
    static String period(String notation) {
        try {
            return Period.parse(notation).shortLabel(Locale.JAPANESE);
        } catch (IllegalArgumentException noPeriod) {
            return notation;
        }
    }

    /** 第2版（訂正：…）, nothing for a first edition. */
    @Nullable String edition(Report report) {
        return report.edition() == 1 ? null : say("report.edition.corrected", report.edition(), String.valueOf(report.reason()));
    }

    /** 資料1　令和6年度第1回…　令和6年11月22日; what is left out is left out. */
    static String paper(Snapshot.Paper paper) {
        return Stream.of(paper.number(), paper.meeting(), paper.on() == null ? null : Era.dateOf(paper.on()))
                .filter(part -> part != null && !part.isBlank()).collect(Collectors.joining("　"));
    }

    String state(Snapshot.Goal goal) {
        return say("report.state." + goal.state());
    }
}
