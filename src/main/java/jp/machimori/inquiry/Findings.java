package jp.machimori.inquiry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Line;
import jp.machimori.figures.Nature;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;

/**
 * 気づき。What stands out in the answers of an inquiry, for the officer who reads them: a sentence each, nothing is refused
 * because of it.
 *
 * @param share a change by more than so many per cent stands out
 * @param known what is known of the slots, by question and half
 * @param series figures of the lines of the slots
 * @param counted what the ledger counted on these lines, which says more than a figure
 * @param measures labels of the measures by node
 * @param settled what was decided where divisions differ
 */
record Findings(Inquiry inquiry, int share, Renaming renaming, Map<UUID, Map<Half, Map<String, Known>>> known, Map<Line, List<Figure>> series,
                Map<Line, Map<FiscalYear, Value>> counted, Map<String, String> measures, List<Settlement> settled) {

    /** @param why message key @param words its arguments */
    record Finding(String why, Object... words) {
    }

    /** What is yet to come, in a text of what was done. 予定どおり and 予定していた tell of what was. */
    private static final Pattern PLANNED = Pattern.compile("[^\\s、。・（(]{0,8}予定(?!どおり|通り|して|だった|された)");

    /** 年々増加, 毎年減って, 増加傾向: group 1 or 2 says which way, group 1 of every year. */
    private static final Pattern CLAIM = Pattern.compile(
            "(?:年々|毎年|一貫して)[^。\\n]{0,12}?(増加|減少|増え|減っ|減り)|(増加|減少)(?:傾向|し続け)");

    /** The findings of each question; one without any is left out. */
    Map<UUID, List<Finding>> of(List<Question> questions, Map<UUID, Answer> answers) {
        Map<UUID, List<Finding>> all = new HashMap<>();
        for (Question question : questions) {
            Answer answer = answers.get(question.id());
            if (answer == null) {
                continue;
            }
            List<Finding> found = new ArrayList<>();
            for (Slot slot : answer.result().outcome() == Outcome.TOLD ? question.slots(Half.RESULT) : List.<Slot>of()) {
                Given given = answer.result().numbers().get(slot.label());
                if (given != null) {
                    number(slot, given, known(question, slot), found);
                }
            }
            claims(question, answer, found);
            all.put(question.id(), found);
        }
        ToldNumber.of(inquiry, questions, answers, renaming).forEach(told -> twice(told, all));
        all.values().removeIf(List::isEmpty);
        return all;
    }

    private Known known(Question question, Slot slot) {
        return known.getOrDefault(question.id(), Map.of()).getOrDefault(Half.RESULT, Map.of()).getOrDefault(slot.label(), Known.NOTHING);
    }

    private void number(Slot slot, Given given, Known known, List<Finding> found) {
        Value value = given.value();
        if (known.now() != null && !given.saysTheSameAs(known.now())) {
            boolean why = given.reason() != null && !given.reason().isEmpty();
            String key = known.counted() ? why ? "inquiry.finding.counted.reason" : "inquiry.finding.counted"
                    : why ? "inquiry.finding.printed.reason" : "inquiry.finding.printed";
            found.add(new Finding(key, slot.label(),
                    value.label(Locale.JAPANESE, slot.unit()), known.now().label(Locale.JAPANESE, slot.unit()), given.reason() == null ? "" : given.reason()));
        }
        if (known.unitBefore() != null && !known.unitBefore().equals(slot.unit()) && !known.unitBefore().isEmpty()) {
            found.add(new Finding("inquiry.finding.unit", slot.label(), known.unitBefore(), slot.unit()));
        }
        if (known.before() != null && known.before().number() != null && value.number() != null && known.before().number().signum() != 0) {
            BigDecimal moved = value.number().subtract(known.before().number()).multiply(BigDecimal.valueOf(100))
                    .divide(known.before().number().abs(), 0, RoundingMode.HALF_UP);
            if (moved.abs().compareTo(BigDecimal.valueOf(share)) > 0) {
                found.add(new Finding(moved.signum() > 0 ? "inquiry.finding.up" : "inquiry.finding.down", slot.label(),
                        known.before().label(Locale.JAPANESE, slot.unit()), value.label(Locale.JAPANESE, slot.unit()), moved.abs().toPlainString()));
            }
        } else if (known.before() != null && known.before().isNumber() != value.isNumber()) {
            found.add(new Finding("inquiry.finding.kind", slot.label(), known.before().label(Locale.JAPANESE, slot.unit()),
                    value.label(Locale.JAPANESE, slot.unit())));
        }
    }

    /** What several say of one number, planned or done. */
    private void twice(ToldNumber told, Map<UUID, List<Finding>> all) {
        boolean isSettled = settled.stream().anyMatch(one -> one.given(told).isPresent());
        String key = switch (told.half()) {
            case RESULT -> isSettled ? "inquiry.finding.twice-settled" : told.isDisputed() ? "inquiry.finding.twice-differing" : "inquiry.finding.twice";
            case PLAN -> isSettled ? "inquiry.finding.twice-settled.plan" : told.isDisputed() ? "inquiry.finding.twice-differing.plan" : "inquiry.finding.twice.plan";
        };
        told.tellers().forEach(one -> told.tellers().stream().filter(other -> !other.question().equals(one.question())).forEach(other ->
                Objects.requireNonNull(all.get(one.question().id())).add(new Finding(key, one.slot().label(), said(one),
                        teller(one.question(), other.question(), inquiry.year(told.half())), said(other)))));
    }

    private static String said(ToldNumber.Teller teller) {
        return teller.given().value().label(Locale.JAPANESE, teller.slot().unit());
    }

    /** Who else gave the number; one division that is asked under two measures is told apart by the measure. */
    private String teller(Question question, Question other, FiscalYear year) {
        return other.asked().equals(question.asked()) ? "「" + measures.getOrDefault(other.node(), other.node()) + "」" : other.name(year, renaming.divisions());
    }

    /** A text that says it rises or falls year by year, over numbers that do not. */
    private void claims(Question question, Answer answer, List<Finding> found) {
        Matcher planned = PLANNED.matcher(answer.result().text());
        if (planned.find()) {
            found.add(new Finding("inquiry.finding.planned", planned.group()));
        }
        for (String line : answer.result().text().split("\n")) {
            List<Slot> all = question.slots(Half.RESULT);
            List<Slot> told = all.stream().filter(slot -> line.contains(slot.mark())).toList();
            Matcher claim = CLAIM.matcher(line);
            while (claim.find()) {
                boolean yearly = claim.group(1) != null;
                boolean up = (yearly ? claim.group(1) : claim.group(2)).startsWith("増");
                boolean compared = false;
                for (Slot slot : told.isEmpty() ? all : told) {
                    NavigableMap<Integer, BigDecimal> years = years(slot, known(question, slot), answer.result().numbers().get(slot.label()));
                    compared |= years.size() > 1;
                    if (years.size() > 1 && !carries(List.copyOf(years.values()), up, yearly)) {
                        found.add(new Finding("inquiry.finding.claim", claim.group(), slot.label(), said(years, slot.unit())));
                    }
                }
                if (!compared) {
                    found.add(new Finding("inquiry.finding.claim.unknown", claim.group()));
                }
            }
        }
    }

    /** Year by year each step goes that way; else the whole way does. */
    private static boolean carries(List<BigDecimal> values, boolean up, boolean yearly) {
        int sign = up ? 1 : -1;
        return yearly ? IntStream.range(1, values.size()).allMatch(at -> sign * values.get(at).compareTo(values.get(at - 1)) > 0)
                : sign * values.getLast().compareTo(values.getFirst()) > 0;
    }

    private NavigableMap<Integer, BigDecimal> years(Slot slot, Known known, @Nullable Given now) {
        NavigableMap<Integer, BigDecimal> years = new TreeMap<>();
        for (int back = 5; back >= 1; back--) {
            FiscalYear year = new FiscalYear(inquiry.year().year() - back);
            Line line = renaming.line(slot, year);
            Stream.concat(Stream.ofNullable(counted.getOrDefault(line, Map.of()).get(slot.year(year))), series.getOrDefault(line, List.of()).stream()
                            .filter(figure -> figure.nature() == Nature.ACTUAL && figure.period().equals(slot.period(year))).map(Figure::value))
                    .filter(value -> value.number() != null).findFirst().ifPresent(value -> years.put(slot.year(year).year(), Objects.requireNonNull(value.number())));
        }
        if (known.isTaken() && Objects.requireNonNull(known.before()).number() != null) {
            years.putIfAbsent(slot.year(inquiry.year()).year() - 1, Objects.requireNonNull(known.before().number()));
        }
        if (now != null && now.value().number() != null) {
            years.put(slot.year(inquiry.year()).year(), Objects.requireNonNull(now.value().number()));
        }
        return years;
    }

    private static String said(NavigableMap<Integer, BigDecimal> years, String unit) {
        StringBuilder said = new StringBuilder();
        years.forEach((year, value) -> said.append(said.isEmpty() ? "" : "、").append(new FiscalYear(year).shortLabel(Locale.JAPANESE))
                .append(' ').append(Value.grouped(value)).append(unit));
        return said.toString();
    }
}
