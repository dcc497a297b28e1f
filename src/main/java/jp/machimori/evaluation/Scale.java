package jp.machimori.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import jp.machimori.shell.Words;
import org.jspecify.annotations.Nullable;

/**
 * 評価の尺度。What a town rates and the marks it gives, the best first.
 *
 * @param level name of the level of the plan whose nodes are rated; null: every node on which programmes hang. Of measures only
 * @param propose how a mark is proposed from the computed achievement; null: none is
 * @param note whose the scale is, and what to know of it
 */
public record Scale(Rated rates, @Nullable String level, List<Mark> marks, @Nullable Rule propose, @Nullable String note,
                    @Nullable @JsonProperty("note_en") String noteEn) {

    /** 評価の対象の種類。 */
    public enum Rated {
        MEASURES, PROGRAMMES, INDICATORS;

        @JsonValue
        public String notation() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * 評価の段階。
     *
     * @param mark S, 1, ◎; what people write and read
     * @param kind of its chip: good, plain, bad or wait; what waits is not compared with the others
     */
    public record Mark(String mark, String meaning, @Nullable @JsonProperty("meaning_en") String meaningEn, String kind) {
        public Words words() {
            return new Words(meaning, meaningEn);
        }

        /** S 目標を大きく上回った */
        public String shown(Locale locale) {
            return mark + " " + words().in(locale);
        }
    }

    /**
     * 案の決まり。
     *
     * @param percent by the share of a numeric target that was reached, the highest first
     * @param states by the state (achieved, not-yet, not-achieved, cannot-say) of targets that are no numbers; {@code not-yet}
     *     also of numeric ones that are not due
     */
    public record Rule(List<Step> percent, Map<String, String> states) {
        public Rule {
            percent = percent == null ? List.of() : List.copyOf(percent);
            states = states == null ? Map.of() : java.util.Collections.unmodifiableMap(new LinkedHashMap<>(states));
        }

        Stream<String> marks() {
            return Stream.concat(percent.stream().map(Step::mark), states.values().stream());
        }
    }

    /** @param atLeast percent of the target */
    public record Step(@JsonProperty("at-least") int atLeast, String mark) {
    }

    /** Of towns whose pack says nothing. */
    static final Scale STANDARD = new Scale(Rated.MEASURES, null, List.of(
            new Mark("◎", "目標に届いた、または期待より進んだ", "reached the target, or went further than expected", "good"),
            new Mark("○", "おおむね予定どおり進んだ", "went mostly as planned", "good"),
            new Mark("△", "予定より遅れている", "is behind the plan", "plain"),
            new Mark("×", "進まなかった", "did not move", "bad")),
            new Rule(List.of(new Step(100, "◎"), new Step(80, "○"), new Step(50, "△"), new Step(0, "×")),
                    Map.of("achieved", "◎", "not-achieved", "×")),
            "この自治体の文書に評価の段階は書かれていないので、まちもりの標準の段階（◎○△×）を使っています。",
            "The town’s documents print no scale of their own, so this is the standard one of Machimori.");

    public Scale {
        marks = List.copyOf(marks);
        Objects.requireNonNull(rates);
    }

    public Optional<Mark> mark(@Nullable String mark) {
        return marks.stream().filter(one -> one.mark().equals(mark)).findFirst();
    }

    public @Nullable Words noteWords() {
        return note == null ? null : new Words(note, noteEn);
    }

    /** The lowest of these; what waits counts only where there is nothing else. */
    Optional<Mark> lowest(List<String> given) {
        List<Mark> known = marks.stream().filter(mark -> given.contains(mark.mark())).toList();
        return known.stream().filter(mark -> !mark.kind().equals("wait")).reduce((one, lower) -> lower)
                .or(() -> known.stream().reduce((one, lower) -> lower));
    }
}
