package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.figures.Line;
import jp.machimori.town.Period;

/**
 * 答えのあった数。One number of a line with all who reported it. What several say alike is one number; where they differ somebody has
 * to decide which counts.
 *
 * @param tellers in the plan's order
 */
record ToldNumber(Half half, Line line, Period period, List<Teller> tellers) {

    /** Who reported it, and as what. */
    record Teller(Question question, Slot slot, Given given) {
    }

    /** @param answers of these questions */
    static List<ToldNumber> of(Inquiry inquiry, Collection<Question> asked, Map<UUID, Answer> answers, Renaming renaming) {
        Map<List<Object>, ToldNumber> told = new LinkedHashMap<>();
        asked.stream().filter(question -> answers.containsKey(question.id())).forEach(question -> {
            for (Half half : Half.values()) {
                Answer.Said said = answers.get(question.id()).said(half);
                // what stands in the boxes of a half that is not answered yet was said by nobody
                question.slots(half).stream().filter(slot -> said.outcome() == Outcome.TOLD && said.numbers().containsKey(slot.label())).forEach(slot -> {
                    Line line = renaming.line(slot, inquiry.year(half));
                    Period period = slot.period(inquiry.year(half));
                    told.computeIfAbsent(List.of(half, line, period), any -> new ToldNumber(half, line, period, new ArrayList<>())).tellers()
                            .add(new Teller(question, slot, said.numbers().get(slot.label())));
                });
            }
        });
        return List.copyOf(told.values());
    }

    /** Which number of the inquiry it is, as an address or a form says it. */
    boolean isNamed(String half, String line, String period) {
        return this.half.key().equals(half) && this.line.notation().equals(line) && this.period.notation().equals(period);
    }

    boolean isDisputed() {
        return tellers.stream().anyMatch(teller -> !teller.given().saysTheSameAs(first().given().value()));
    }

    Teller first() {
        return tellers.getFirst();
    }

    /** Whether all are numbers, which can be added up. */
    public boolean isAddable() {
        return tellers.stream().allMatch(teller -> teller.given().value().isNumber());
    }

    /** Who said what: decided once, it is decided for these. */
    public String seen() {
        return tellers.stream().map(teller -> teller.question().id() + " " + teller.given().value().label(Locale.JAPANESE, teller.slot().unit()))
                .collect(Collectors.joining("\n"));
    }
}
