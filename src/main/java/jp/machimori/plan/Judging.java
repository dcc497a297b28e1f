package jp.machimori.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jp.machimori.figures.Figure;
import jp.machimori.ledger.TallyQuestion;
import jp.machimori.plan.Achievement.Achieved;
import jp.machimori.plan.Achievement.CannotSay;
import jp.machimori.plan.Achievement.NotAchieved;
import jp.machimori.plan.Achievement.NotYet;
import jp.machimori.plan.Indicator.Basis;
import jp.machimori.plan.Indicator.Sense;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;

/**
 * 達成の判断。Says for one indicator what came of a target, and why. Before its date a target is measured by the newest
 * value, after it by the value of its own year only. What is planned never counts; a running year counts only where it
 * cannot be lost again within the year, and a year that was recorded in part never.
 *
 * @param values the newest last
 * @param comparators of the line a comparison is with
 */
record Judging(Indicator indicator, List<Actual> values, List<Figure> planned, List<Figure> baselines, List<Figure> comparators,
               LocalDate today) {

    Achievement of(Target target, Figure figure) {
        Period due = figure.period();
        return switch (target) {
            case Target.Level level -> level(level, due);
            case Target.Direction direction -> direction(direction, due);
            case Target.NotAboveLastYear lastYear -> notAboveLastYear(due);
            case Target.Comparison comparison -> comparison(due, figure);
            case Target.Unmeasured unmeasured -> new CannotSay(List.of(Sentence.of("why.unmeasured", new Sentence.Quantity(figure.value(), figure.unit()))));
        };
    }

    private Achievement level(Target.Level target, Period due) {
        Sentence goal = target.words(new Sentence.Quantity(jp.machimori.town.Value.exact(target.number()), target.unit()));
        if (indicator.startsNowhere()) {
            return new CannotSay(Stream.concat(Stream.of(Sentence.of("why.cumulative")), missing(due).stream()).toList());
        }
        if (isPast(due)) {
            Optional<Actual> actual = in(due);
            return actual.isEmpty() ? new CannotSay(missing(due))
                    : target.isMetBy(number(actual.get()))
                    ? new Achieved(List.of(Sentence.of("why.reached", actual.get().period(), quantity(actual.get()), goal)), actual.get().running())
                    : new NotAchieved(List.of(Sentence.of("why.missed", actual.get().period(), quantity(actual.get()), goal)));
        }
        List<Actual> telling = telling(target);
        if (telling.isEmpty()) {
            return values.stream().anyMatch(Actual::isPartial) ? new CannotSay(partial(Actual::isPartial))
                    : isUnrecorded() ? new CannotSay(List.of(Sentence.of("why.no-record-yet"))) : new NotYet(List.of(Sentence.of("why.none")));
        }
        Actual latest = telling.getLast();
        if (target.isMetBy(number(latest))) {
            return new Achieved(List.of(Sentence.of("why.reached-early", latest.period(), quantity(latest), goal, inBasis(due))), latest.running());
        }
        List<Sentence> why = new ArrayList<>(List.of(Sentence.of("why.not-yet", latest.period(), quantity(latest), goal, inBasis(due))));
        telling.stream().filter(actual -> target.isMetBy(number(actual))).reduce((one, other) -> other)
                .ifPresent(met -> why.add(Sentence.of("why.lost", met.period(), quantity(met))));
        return new NotYet(why);
    }

    private List<Actual> telling(Target.Level target) {
        return values.stream().filter(actual -> actual.value().isNumber())
                .filter(actual -> isTelling(actual) || !actual.isPartial() && target.sense() == Sense.AT_LEAST && target.isMetBy(number(actual)))
                .toList();
    }

    /** The value that a number is measured by. */
    Optional<Actual> measures(Target target, Period due) {
        return !(target instanceof Target.Level level) || indicator.startsNowhere() ? Optional.empty()
                : isPast(due) ? in(due) : telling(level).stream().reduce((one, other) -> other);
    }

    private Achievement direction(Target.Direction target, Period due) {
        Sentence goal = Sentence.of(target.up() ? "target.up" : "target.down");
        Optional<Figure> found = baselines.stream().filter(baseline -> baseline.value().isNumber()).reduce((one, other) -> other);
        if (found.isEmpty()) {
            return new CannotSay(List.of(Sentence.of("why.no-baseline")));
        }
        Figure baseline = found.get();
        Sentence.Quantity base = new Sentence.Quantity(baseline.value(), baseline.unit());
        if (isPast(due) && in(due).isEmpty()) {
            return new CannotSay(missing(due));
        }
        Optional<Actual> latest = isPast(due) ? in(due) : values.stream().filter(actual -> actual.value().isNumber() && isTelling(actual))
                .filter(actual -> after(actual.period(), baseline.period())).reduce((one, other) -> other);
        if (latest.isEmpty()) {
            List<Sentence> partial = partial(actual -> after(actual.period(), baseline.period()));
            return !partial.isEmpty() ? new CannotSay(partial)
                    : isUnrecorded() ? new CannotSay(List.of(Sentence.of("why.no-record-yet")))
                    : new NotYet(List.of(Sentence.of("why.none-since", baseline.period(), base)));
        }
        int moved = number(latest.get()).compareTo(Objects.requireNonNull(baseline.value().number()));
        boolean met = target.up() ? moved > 0 : moved < 0;
        Sentence why = Sentence.of(met ? "why.moved" : "why.not-moved", baseline.period(), base,
                latest.get().period(), quantity(latest.get()), goal);
        return met ? new Achieved(List.of(why), latest.get().running()) : isPast(due) ? new NotAchieved(List.of(why)) : new NotYet(List.of(why));
    }

    private Achievement notAboveLastYear(Period due) {
        Period year = inBasis(due);
        Period before = before(year);
        Optional<Actual> now = in(year);
        Optional<Actual> last = before == null ? Optional.empty() : in(before);
        if (now.isEmpty() || last.isEmpty()) {
            List<Sentence> partial = partial(actual -> isOf(actual.period(), year) || before != null && isOf(actual.period(), before));
            if (!partial.isEmpty()) {
                return new CannotSay(partial);
            }
            List<Sentence> why = new ArrayList<>();
            if (last.isEmpty()) {
                why.add(before == null ? Sentence.of("why.no-last-year-at-all") : Sentence.of("why.no-last-year", before));
            }
            if (now.isEmpty()) {
                why.add(Sentence.of("why.no-this-year", year));
            }
            return isPast(due) ? new CannotSay(why) : new NotYet(why);
        }
        boolean met = number(now.get()).compareTo(number(last.get())) <= 0;
        Sentence why = Sentence.of(met ? "why.below-last-year" : "why.above-last-year", now.get().period(), quantity(now.get()),
                last.get().period(), quantity(last.get()));
        return met ? new Achieved(List.of(why), now.get().running()) : new NotAchieved(List.of(why));
    }

    private Achievement comparison(Period due, Figure figure) {
        Optional<Actual> actual = isPast(due) ? in(due)
                : values.stream().filter(value -> value.value().isNumber() && isTelling(value)).reduce((one, other) -> other);
        Period year = actual.isPresent() && !isPast(due) ? actual.get().period() : due;
        Optional<Figure> other = comparators.stream().filter(Figure::isCounted).filter(one -> one.value().isNumber())
                .filter(one -> isOf(one.period(), year)).findFirst();
        if (other.isEmpty() || actual.isEmpty()) {
            List<Sentence> why = new ArrayList<>();
            if (other.isEmpty()) {
                why.add(Sentence.of("why.no-comparator", year, figure.value().text()));
                comparators.stream().filter(Figure::isCounted).filter(one -> one.value().isNumber()).reduce((one, next) -> next)
                        .ifPresent(known -> why.add(Sentence.of("why.other-year", known.period(), new Sentence.Quantity(known.value(), known.unit()))));
            }
            if (actual.isEmpty()) {
                why.addAll(missing(due));
            }
            return new CannotSay(why);
        }
        boolean met = number(actual.get()).compareTo(Objects.requireNonNull(other.get().value().number())) >= 0;
        Sentence why = Sentence.of(met ? "why.at-least-other" : "why.below-other", actual.get().period(), quantity(actual.get()),
                new Sentence.Quantity(other.get().value(), other.get().unit()));
        return met ? new Achieved(List.of(why), actual.get().running()) : isPast(due) ? new NotAchieved(List.of(why)) : new NotYet(List.of(why));
    }

    /** Why there is nothing to measure by: no value of that year, and what is planned does not count. */
    private List<Sentence> missing(Period due) {
        List<Sentence> why = new ArrayList<>();
        if (in(due).isEmpty()) {
            List<Sentence> partial = partial(actual -> isOf(actual.period(), due));
            why.addAll(partial.isEmpty() ? List.of(Sentence.of(isUnrecorded() ? "why.no-record" : "why.no-actual", inBasis(due))) : partial);
            planned.stream().filter(figure -> isOf(figure.period(), due))
                    .forEach(figure -> why.add(Sentence.of("why.planned", figure.period(), new Sentence.Quantity(figure.value(), figure.unit()))));
        }
        return why;
    }

    private boolean isUnrecorded() {
        return isUnrecorded(indicator, values);
    }

    /** Whether it is counted from records and there are none yet: that is no zero. */
    static boolean isUnrecorded(Indicator indicator, List<Actual> values) {
        return indicator.source() instanceof Source.FromLedger
                && values.stream().noneMatch(actual -> actual.origin() instanceof Actual.Origin.Recorded);
    }

    /** Which of these years were recorded in part, from when on. */
    private List<Sentence> partial(Predicate<Actual> asked) {
        return values.stream().filter(Actual::isPartial).filter(asked).map(actual -> Sentence.of("why.partial",
                FiscalYear.of(Objects.requireNonNull(actual.period().from())), actual.period(), quantity(actual))).toList();
    }

    private boolean isPast(Period due) {
        LocalDate end = inBasis(due).to();
        return end != null && today.isAfter(end);
    }

    /** The settled value of that year. */
    private Optional<Actual> in(Period due) {
        return values.stream().filter(actual -> actual.value().isNumber() && isTelling(actual))
                .filter(actual -> isOf(actual.period(), due)).reduce((one, other) -> other);
    }

    /** A flow of a running year says nothing yet, and one of a part of a year never; a number registered or reached does. */
    private boolean isTelling(Actual actual) {
        return !actual.isPartial() && (!actual.running() || indicator.source() instanceof Source.FromLedger ledger && ledger.counted() != TallyQuestion.Count.FLOW);
    }

    /** A year of which the plan does not say whether it is fiscal is of the kind the indicator is counted by. */
    private Period inBasis(Period due) {
        return switch (due) {
            case Period.Year year when indicator.basis() == Basis.FISCAL -> new FiscalYear(year.year());
            case Period.Year year when indicator.basis() == Basis.CALENDAR -> new Period.CalendarYear(year.year());
            case FiscalYear year when indicator.basis() == Basis.CALENDAR -> new Period.CalendarYear(year.year());
            default -> due;
        };
    }

    private boolean isOf(Period value, Period due) {
        Period year = inBasis(due);
        if (value.equals(year) || value.equals(due)) {
            return true;
        }
        Integer fiscal = fiscal(value);
        Integer calendar = calendar(value);
        return switch (year) {
            case FiscalYear at -> fiscal != null && fiscal == at.year();
            case Period.CalendarYear at -> calendar != null && calendar == at.year();
            case Period.Year at -> fiscal != null && fiscal == at.year() || calendar != null && calendar == at.year();
            default -> false;
        };
    }

    private static @Nullable Integer fiscal(Period period) {
        return switch (period) {
            case FiscalYear year -> year.year();
            case Period.Year year -> year.year();
            case Period.AsOf day -> FiscalYear.of(day.day()).year();
            case Period.Month month -> FiscalYear.of(month.month().atDay(1)).year();
            case Period.Range range -> fiscal(range.end());
            case Period.CalendarYear year -> null;
            case Period.Loose loose -> null;
        };
    }

    private static @Nullable Integer calendar(Period period) {
        return switch (period) {
            case Period.CalendarYear year -> year.year();
            case Period.Year year -> year.year();
            case Period.AsOf day -> day.day().getYear();
            case Period.Month month -> month.month().getYear();
            case Period.Range range -> calendar(range.end());
            case FiscalYear year -> null;
            case Period.Loose loose -> null;
        };
    }

    private static @Nullable Period before(Period year) {
        return switch (year) {
            case FiscalYear at -> at.previous();
            case Period.CalendarYear at -> new Period.CalendarYear(at.year() - 1);
            case Period.Year at -> new Period.Year(at.year() - 1);
            default -> null;
        };
    }

    private static boolean after(Period one, Period other) {
        LocalDate end = one.to();
        LocalDate otherEnd = other.to();
        return end != null && otherEnd != null && end.isAfter(otherEnd);
    }

    private static BigDecimal number(Actual actual) {
        return Objects.requireNonNull(actual.value().number());
    }

    private Sentence.Quantity quantity(Actual actual) {
        return new Sentence.Quantity(actual.value(), indicator.unit());
    }
}
