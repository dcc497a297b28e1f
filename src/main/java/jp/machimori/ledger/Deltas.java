package jp.machimori.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import jp.machimori.town.FiscalYear;
import tools.jackson.databind.JsonNode;

/**
 * 増減。What a set of entries adds to the tallies, or takes from them: signed, added up by day before it is written. A
 * correction takes the old content back on its old day and adds the new one; a withdrawal takes all back.
 */
final class Deltas {

    record Day(String tally, LocalDate on, short visibility, String area) {
    }

    record Link(String tally, int fiscalYear, short visibility, String link) {
    }

    static final class Sum {
        BigDecimal amount = BigDecimal.ZERO;
        long entries;
    }

    // Written in one order, so that two writers cannot wait for each other.
    private static final Comparator<Day> IN_ORDER = Comparator.comparing(Day::tally).thenComparing(Day::on)
            .thenComparing(Day::visibility).thenComparing(Day::area);

    private final Map<Day, Sum> days = new HashMap<>();
    private final Seal seal;
    private final Map<Link, Long> links = new TreeMap<>(Comparator.comparing(Link::tally).thenComparing(Link::fiscalYear)
            .thenComparing(Link::visibility).thenComparing(Link::link));

    Deltas(Seal seal) {
        this.seal = seal;
    }

    /**
     * @param content opened
     * @param sign 1 to add, −1 to take back
     */
    void entry(Form form, JsonNode content, int sign) {
        for (TallyRule rule : form.tallies()) {
            rule(form, rule, content, sign);
        }
    }

    void rule(Form form, TallyRule rule, JsonNode content, int sign) {
        if (!rule.counts(content)) {
            return;
        }
        String area = form.area(content);
        short visibility = form.visibility(rule).level();
        switch (rule.amount()) {
            case TallyRule.Amount.Count count ->
                    add(new Day(rule.key(), form.day(content), visibility, area), BigDecimal.ONE, sign);
            case TallyRule.Amount.Sum sum -> {
                JsonNode number = content.path(sum.field());
                if (number.isNumber()) {
                    add(new Day(rule.key(), form.day(content), visibility, area), number.decimalValue(), sign);
                }
            }
            case TallyRule.Amount.Distinct distinct -> {
                JsonNode party = content.path(distinct.field());
                if (!party.asString("").isEmpty()) {
                    Field field = form.field(distinct.field());
                    String name = FieldType.Party.link(party);
                    links.merge(new Link(rule.key(), FiscalYear.of(form.day(content)).year(), visibility,
                            field.personal() || field.visibility() == Visibility.SEALED ? seal.pseudonym(name) : name), (long) sign, Long::sum);
                }
            }
            case TallyRule.Amount.Stock stock -> {
                BigDecimal size = stock.sum().isEmpty() ? BigDecimal.ONE
                        : content.path(stock.sum()).isNumber() ? content.path(stock.sum()).decimalValue() : BigDecimal.ZERO;
                Form.dayOf(content.path(stock.from()))
                        .ifPresent(day -> add(new Day(rule.key(), day, visibility, area), size, sign));
                Form.dayOf(content.path(stock.until()))
                        .ifPresent(day -> add(new Day(rule.key(), day, visibility, area), size.negate(), sign));
            }
        }
    }

    private void add(Day day, BigDecimal amount, int sign) {
        Sum sum = days.computeIfAbsent(day, any -> new Sum());
        sum.amount = sum.amount.add(sign > 0 ? amount : amount.negate());
        sum.entries += sign;
    }

    void eachDay(BiConsumer<Day, Sum> each) {
        days.entrySet().stream().sorted(Map.Entry.comparingByKey(IN_ORDER)).forEach(day -> each.accept(day.getKey(), day.getValue()));
    }

    void eachLink(BiConsumer<Link, Long> each) {
        links.forEach((link, refs) -> {
            if (refs != 0) {
                each.accept(link, refs);
            }
        });
    }
}
