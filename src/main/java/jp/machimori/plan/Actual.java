package jp.machimori.plan;

import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import jp.machimori.figures.Figure;
import jp.machimori.shell.Units;
import jp.machimori.shell.Words;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;

/**
 * 実績値。An indicator's value for a period, and where it comes from.
 *
 * @param period a year, or that part of it from which on it was recorded when nobody knows what came before
 * @param running the period is not over: the value still grows
 * @param printed what a document says of the same period, where the ledger counts too
 */
public record Actual(Period period, Value value, Origin origin, boolean running, @Nullable Figure printed) {

    /** The newest last: by the end of the period, a whole one after a part or range that ends with it; undated ones first. */
    static final Comparator<Actual> BY_END = Comparator
            .comparing((Actual actual) -> actual.period().to(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(actual -> !actual.isPartial())
            .thenComparing(actual -> actual.period().from(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(actual -> actual.period().notation());

    /** どこから来た値か。 */
    public sealed interface Origin {
        /** @param figure the figure it is */
        record Printed(Figure figure) implements Origin {
        }

        /**
         * @param tally counted here
         * @param typed the part of the year before the ledger was kept, added to it
         */
        record Recorded(String tally, FiscalYear year, @Nullable Figure typed, Source.@Nullable Opening opening) implements Origin {
        }

        /** @param indicator key of the indicator whose page says where the opening number is printed */
        record Opened(String indicator, Source.Opening opening) implements Origin {
        }
    }

    /** Whether it was recorded from within its year on: nobody can say what the year came to. */
    public boolean isPartial() {
        return origin instanceof Origin.Recorded recorded && !period.equals(recorded.year());
    }

    /** The value in words, with its unit. */
    public Words shown(String unit) {
        return origin instanceof Origin.Printed printed ? printed.figure().shown()
                : new Words(value.label(Locale.JAPANESE, unit), value.label(Locale.ENGLISH, Units.behind(unit, value.number(), Locale.ENGLISH)));
    }

    /** Where it comes from, beneath the town: the figure's provenance, or the entries. */
    public String path() {
        return switch (origin) {
            case Origin.Printed printed -> printed.figure().path();
            case Origin.Recorded recorded -> "/records/tally/" + recorded.tally() + "/" + recorded.year().notation();
            case Origin.Opened opened -> "/indicators/" + opened.indicator() + "#opening";
        };
    }

    /** The opening number, where nothing has been recorded since. */
    public Source.@Nullable Opening opened() {
        return origin instanceof Origin.Opened opened ? opened.opening() : null;
    }

    /** The part of its year that a document prints, added to what was recorded. */
    public @Nullable Figure typed() {
        return origin instanceof Origin.Recorded recorded ? recorded.typed() : null;
    }

    /** Id of the figure it is, null when it was counted here. */
    public @Nullable UUID figure() {
        return origin instanceof Origin.Printed printed ? printed.figure().id() : null;
    }

    /** Whether a document says another number of the same period. */
    public boolean differsFromPrint() {
        return printed != null && printed.value().number() != null && value.number() != null
                && printed.value().number().compareTo(value.number()) != 0;
    }
}
