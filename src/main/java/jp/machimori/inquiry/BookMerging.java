package jp.machimori.inquiry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 回答用紙を取り込む。Three-way, box by box: what the workbook was made from, what it says now, what stands now. A box that nobody
 * touched in the workbook never overwrites anything; one that both sides changed waits until the division has chosen. Nothing of a
 * question is answered while one cell of it cannot be taken, as on the answer page: what was written waits there to be mended and sent.
 */
@Component
class BookMerging {

    /**
     * 食い違い。A question that was changed in the workbook and elsewhere meanwhile.
     *
     * @param changed what the workbook changes, those that nobody else touched too
     * @param disputed the boxes among them that both sides changed
     * @param standing what stands in all boxes
     * @param answer the newest
     * @param base the one that the workbook was made from; null: none yet, or it does not say
     */
    record Dispute(Question question, Map<Box, String> changed, Set<Box> disputed, Map<Box, String> standing, @Nullable Answer answer, @Nullable Answer base) {
    }

    /**
     * What became of a workbook.
     *
     * @param begun of the kept: one half, or both, is still to come
     * @param unsent answered by it, while something else stands on the answer page that nobody has sent
     * @param noted not answered; what was written waits on the answer page
     */
    record Merged(int kept, int begun, boolean late, List<FilledBook.Fault> faults, List<Dispute> disputes, List<Question> unsent, List<Question> noted) {

        static Merged nothing(FilledBook.Fault... faults) {
            return new Merged(0, 0, false, List.of(faults), List.of(), List.of(), List.of());
        }
    }

    private final Inquiries inquiries;
    private final Questions questions;
    private final Answers answers;
    private final Jottings jottings;
    private final Answering answering;

    BookMerging(Inquiries inquiries, Questions questions, Answers answers, Jottings jottings, Answering answering) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.answers = answers;
        this.jottings = jottings;
        this.answering = answering;
    }

    Merged merge(UUID id, String division, FilledBook book, Answer.By by) {
        Inquiry inquiry = inquiries.holdOpen(id);
        List<FilledBook.Fault> faults = new ArrayList<>(book.faults());
        Map<Integer, Question> asked = own(id, division, book, faults);
        Map<UUID, Question> held = questions.hold(id, division, asked.values().stream().map(Question::id).toList());
        Map<UUID, Answer> newest = answers.newest(held.values());
        Map<UUID, Answer> base = answers.at(held.values(), book::version);
        Map<UUID, Map<Half, Map<String, Known>>> known = answering.known(inquiry, held.values());
        List<Dispute> disputes = new ArrayList<>();
        List<Answering.Sent> sent = new ArrayList<>();
        List<Answering.Sent> refused = new ArrayList<>();
        Map<UUID, BookSide> sides = new LinkedHashMap<>();
        for (Question question : held.values()) {
            BookSide side = BookSide.of(question, book, newest.get(question.id()), base.get(question.id()), known.get(question.id()));
            faults.addAll(side.faults());
            sides.put(question.id(), side);
            if (!side.faults().isEmpty() || book.faults().stream().anyMatch(fault -> fault.number() == side.number())) {
                refused.add(side.written());
            } else if (!side.disputed().isEmpty()) {
                disputes.add(new Dispute(question, side.changed(), side.disputed(), side.current(), newest.get(question.id()), base.get(question.id())));
            } else if (!side.changed().isEmpty()) {
                sent.add(side.sent());
            }
        }
        Answering.Kept kept = answering.keep(id, division, sent, by);
        kept.items().forEach(item -> sides.get(item.question().id()).left(item, faults));
        kept.items().stream().filter(item -> !item.isGood()).forEach(item -> refused.add(sides.get(item.question().id()).written()));
        Set<UUID> open = Stream.concat(refused.stream().map(Answering.Sent::question), disputes.stream().map(dispute -> dispute.question().id())).collect(Collectors.toSet());
        over(held.keySet().stream().filter(question -> !open.contains(question)).toList(), sheet(id, division));
        return new Merged(kept.kept(), kept.begun(), kept.late(), ordered(faults), disputes, unsent(kept, sheet(id, division)), noted(inquiry, division, held, refused, by));
    }

    /** Of all copies of a workbook: what one left on the answer page gives way to the next. */
    private static UUID sheet(UUID inquiry, String division) {
        return UUID.nameUUIDFromBytes(("workbook " + inquiry + "/" + division).getBytes(StandardCharsets.UTF_8));
    }

    /** A copy in which nothing is wrong any more ends what one before it left. */
    private void over(Collection<UUID> questions, UUID sheet) {
        jottings.drop(jottings.of(questions).values().stream().filter(jotting -> jotting.sheet().equals(sheet)).map(Jotting::question).toList());
    }

    /** Leaves what was written on the answer page, where nobody else has typed something; says of which questions. */
    private List<Question> noted(Inquiry inquiry, String division, Map<UUID, Question> held, List<Answering.Sent> refused, Answer.By by) {
        UUID sheet = sheet(inquiry.id(), division);
        List<Question> asked = refused.stream().map(one -> held.get(one.question())).toList();
        Map<UUID, Answering.Item> standing = answering.items(inquiry, asked).stream().collect(Collectors.toMap(item -> item.question().id(), Function.identity()));
        Map<UUID, Jotting> typed = jottings.of(standing.keySet());
        List<Answering.Sent> noted = refused.stream().filter(one -> !one.isWhatStandsIn(standing.get(one.question())))
                .filter(one -> !typed.containsKey(one.question()) || typed.get(one.question()).sheet().equals(sheet)).toList();
        jottings.keep(noted, sheet, by.name());
        return noted.stream().map(one -> held.get(one.question())).toList();
    }

    /** What was typed on the page and says the same is over, as is what another copy of the workbook left; what says something else stays, and is told of. */
    private List<Question> unsent(Answering.Kept kept, UUID sheet) {
        List<Answering.Item> taken = kept.items().stream().filter(Answering.Item::isGood).toList();
        Map<UUID, Jotting> typed = jottings.of(taken.stream().map(item -> item.question().id()).toList());
        Map<Boolean, List<Question>> same = taken.stream().filter(item -> typed.containsKey(item.question().id())).collect(Collectors.partitioningBy(
                item -> typed.get(item.question().id()).sheet().equals(sheet) || item.readings().values().stream().allMatch(reading -> reading.said().equals(Reading.of(reading.half(),
                        typed.get(item.question().id()).typed(reading.half()), item.question().slots(reading.half()), item.known().get(reading.half())).said())),
                Collectors.mapping(Answering.Item::question, Collectors.toList())));
        jottings.drop(same.get(true).stream().map(Question::id).toList());
        return same.get(false);
    }

    private static List<FilledBook.Fault> ordered(List<FilledBook.Fault> faults) {
        return faults.stream().distinct().sorted(Comparator.comparingInt(FilledBook.Fault::number)).toList();
    }

    /** The questions of this division that the workbook has, by their number; of the others it says so, if something was answered there. */
    private Map<Integer, Question> own(UUID id, String division, FilledBook book, List<FilledBook.Fault> faults) {
        Map<Integer, Question> all = questions.of(id).stream().collect(Collectors.toMap(question -> question.ord() + 1, Function.identity()));
        Map<Integer, Question> own = new LinkedHashMap<>();
        book.boxes().forEach((number, boxes) -> {
            Question question = all.get(number);
            if (question != null && question.asked().equals(division)) {
                own.put(number, question);
                return;
            }
            boxes.entrySet().stream().filter(box -> box.getKey().what() == Box.What.OUTCOME && !isNotYet(box.getValue())).findFirst()
                    .ifPresent(box -> faults.add(new FilledBook.Fault(box.getValue().at(), number,
                            question == null ? "inquiry.book.no-question" : "inquiry.book.handed-on", List.of(String.valueOf(number)))));
        });
        return own;
    }

    private static boolean isNotYet(FilledBook.Written written) {
        return BookWords.outcome(written.said().text()).filter(outcome -> outcome == Outcome.NOT_YET).isPresent();
    }

    /** 選んだもの。 @param version that stood when it was chosen @param mine the boxes as they are to stand */
    record Choice(Question question, int version, Map<Box, String> mine) {
    }

    /** Puts what was chosen over what stands; where that changed again meanwhile, it is a dispute again. */
    Merged choose(UUID id, String division, Collection<Choice> choices, Answer.By by) {
        Inquiry inquiry = inquiries.holdOpen(id);
        Map<UUID, Question> held = questions.hold(id, division, choices.stream().map(choice -> choice.question().id()).toList());
        Map<UUID, Answer> newest = answers.newest(held.values());
        Map<UUID, Map<Half, Map<String, Known>>> known = answering.known(inquiry, held.values());
        List<Answering.Sent> sent = new ArrayList<>();
        List<Dispute> disputes = new ArrayList<>();
        List<FilledBook.Fault> gone = new ArrayList<>();
        for (Choice choice : choices) {
            Question question = held.get(choice.question().id());
            if (question == null) {
                int number = choice.question().ord() + 1;
                gone.add(new FilledBook.Fault(null, number, "inquiry.book.handed-on", List.of(String.valueOf(number))));
                continue;
            }
            Map<Box, String> current = new LinkedHashMap<>();
            Map<Half, Map<String, Known>> of = known.get(question.id());
            for (Half half : Half.values()) {
                current.putAll(Box.values(half, Reading.prefilled(half, question, newest.get(question.id()), of.get(half), of.get(Half.RESULT)), question.slots(half)));
            }
            Set<Box> differing = choice.mine().keySet().stream().filter(box -> !box.isSame(choice.mine().get(box), current.get(box), question.slots(box.half())))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (choice.version() != question.version() && !differing.isEmpty()) {
                disputes.add(new Dispute(question, choice.mine(), differing, current, newest.get(question.id()), null));
            } else {
                Map<Box, String> merged = new LinkedHashMap<>(current);
                merged.putAll(choice.mine());
                sent.add(new Answering.Sent(question.id(), question.version(), Box.typed(Half.RESULT, merged), Box.typed(Half.PLAN, merged)));
            }
        }
        Answering.Kept kept = answering.keep(id, division, sent, by);
        Stream<FilledBook.Fault> faults = kept.items().stream().flatMap(item -> item.readings().values().stream().flatMap(reading -> reading.problems().stream()
                .map(problem -> FilledBook.Fault.of(null, item.question(), problem))));
        List<UUID> bad = kept.items().stream().filter(item -> !item.isGood()).map(item -> item.question().id()).toList();
        return new Merged(kept.kept(), kept.begun(), kept.late(), Stream.concat(gone.stream(), faults).toList(), disputes, unsent(kept, sheet(id, division)),
                noted(inquiry, division, held, sent.stream().filter(one -> bad.contains(one.question())).toList(), by));
    }
}
