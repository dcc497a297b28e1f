package jp.machimori.plan;

import java.math.BigDecimal;
import java.util.Objects;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Line;
import jp.machimori.plan.Indicator.Sense;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;

/** 目標値。What an indicator is to reach. */
public sealed interface Target {

    /** 2,980件以下. */
    record Level(BigDecimal number, String unit, Sense sense) implements Target {
        boolean isMetBy(BigDecimal actual) {
            return sense == Sense.AT_LEAST ? actual.compareTo(number) >= 0 : actual.compareTo(number) <= 0;
        }

        /** 2,980件以下; all of it is 100%, not 100%以上. */
        Sentence words(Sentence.Quantity quantity) {
            boolean all = sense == Sense.AT_LEAST && unit.equals("%") && number.compareTo(BigDecimal.valueOf(100)) == 0;
            return Sentence.of(all ? "target.words" : sense == Sense.AT_LEAST ? "target.at-least" : "target.at-most", quantity);
        }
    }

    /** 増加・減少. A direction against the baseline, no number. */
    record Direction(boolean up) implements Target {
    }

    /** 前年以下. Not above the number of the year before. */
    record NotAboveLastYear() implements Target {
    }

    /** 全国平均以上. At least the number of another line in the same period. */
    record Comparison(Line with) implements Target {
    }

    /** A target that no rule can measure: words, a dash, a number of which nobody says whether more or less is meant. */
    record Unmeasured() implements Target {
    }

    /** The target that a figure of that indicator sets. */
    static Target of(Figure figure, Indicator indicator) {
        Value value = figure.value();
        String text = value.text();
        if (value.isNumber()) {
            Sense sense = TypedTarget.sense(indicator);
            return sense == null ? new Unmeasured() : new Level(Objects.requireNonNull(value.number()), figure.unit(), sense);
        }
        if (value.form() == ValueForm.DIRECTION && (text.startsWith("増") || text.startsWith("減"))) {
            return new Direction(text.startsWith("増"));
        }
        if (value.form() == ValueForm.COMPARISON && indicator.comparator() != null) {
            return new Comparison(indicator.comparator().line());
        }
        if (value.form() == ValueForm.COMPARISON && text.startsWith("前年") && text.endsWith("以下")) {
            return new NotAboveLastYear();
        }
        return new Unmeasured();
    }

    /** 2,980件以下, 減少, 全国平均以上. */
    static Sentence words(Target target, Figure figure) {
        Sentence.Quantity printed = new Sentence.Quantity(figure.value(), figure.unit());
        return switch (target) {
            case Level level -> level.words(printed);
            case Direction direction -> Sentence.of(direction.up() ? "target.up" : "target.down");
            case NotAboveLastYear lastYear -> Sentence.of("target.last-year", figure.value().text());
            case Comparison comparison -> Sentence.of("target.comparison", figure.value().text());
            case Unmeasured unmeasured -> Sentence.of("target.words", printed);
        };
    }
}
