package jp.machimori.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Line;
import jp.machimori.shell.Words;
import jp.machimori.town.Dimension;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;

/**
 * 指標。A question with a unit, a source, a baseline and targets. Baseline and targets are figures of its line.
 *
 * @param node key of the node it belongs to
 * @param programmes keys of the programmes it measures
 * @param figure key of the series of its figures; {@code dimension} which line of it
 * @param cumulative a running total of which nobody says where it starts
 * @param sense of numeric targets; null: follows from {@code better}
 * @param comparator the line that 全国平均以上 is compared with
 * @param changed targets changed after an evaluation
 */
public record Indicator(String key, String label, @Nullable @JsonProperty("label_en") String labelEn, Kind kind, String node,
                        List<String> programmes, String unit, Better better, Basis basis, String figure,
                        Map<String, String> dimension, Boolean cumulative, @Nullable Sense sense,
                        @Nullable Comparator comparator, List<Change> changed, Source source,
                        @Nullable String note, @Nullable @JsonProperty("note_en") String noteEn, Integer ord) {

    /** 成果・活動・検証・プロセス・参考。 */
    public enum Kind {
        OUTCOME, VERIFICATION, ACTIVITY, PROCESS, REFERENCE;

        @JsonValue
        public String notation() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether more or less of it is better. */
    public enum Better {
        HIGHER, LOWER, NEUTRAL;

        @JsonValue
        public String notation() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a year is to it. */
    public enum Basis {
        FISCAL, CALENDAR, AS_OF, NONE;

        @JsonValue
        public String notation() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** 以上・以下。 */
    public enum Sense {
        AT_LEAST, AT_MOST;

        @JsonValue
        public String notation() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** 比べる数。The line a target is compared with. */
    public record Comparator(String figure, @Nullable Map<String, String> dimension) {
        public Line line() {
            return new Line(figure, new Dimension(dimension == null ? Map.of() : dimension));
        }
    }

    /** 目標の変更。A target that was changed, when and why; the one before may not be printed. */
    public record Change(String period, String reason, @Nullable @JsonProperty("reason_en") String reasonEn) {
        public Words words() {
            return new Words(reason, reasonEn);
        }

        public Period span() {
            return Period.parse(period);
        }
    }

    public Indicator {
        programmes = programmes == null ? List.of() : List.copyOf(programmes);
        figure = Objects.requireNonNullElse(figure, key);
        dimension = dimension == null ? Map.of() : java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(dimension));
        cumulative = cumulative != null && cumulative;
        changed = changed == null ? List.of() : List.copyOf(changed);
        ord = Objects.requireNonNullElse(ord, 0);
    }

    public Words words() {
        return new Words(label, labelEn);
    }

    public @Nullable Words noteWords() {
        return note == null ? null : new Words(note, noteEn);
    }

    public Line line() {
        return new Line(figure, new Dimension(dimension));
    }

    /** Whether nobody can say from when its running total counts. */
    public boolean startsNowhere() {
        return cumulative && !(source instanceof Source.FromLedger ledger && ledger.opening() != null);
    }

    /** Whether that target is 前年以下 or the like, so that only the number of the year before can tell what came of it. */
    public boolean isHeldAgainstTheYearBefore(Figure target) {
        return Target.of(target, this) instanceof Target.NotAboveLastYear;
    }

    Indicator placed(int ord) {
        return new Indicator(key, label, labelEn, kind, node, programmes, unit, better, basis, figure, dimension, cumulative, sense,
                comparator, changed, source, note, noteEn, ord);
    }
}
