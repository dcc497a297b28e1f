package jp.machimori.inquiry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Jottings jottings;
    private final Answering answering;

    BookMerging(Inquiries inquiries, Questions questions, Jottings jottings, Answering answering) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.jottings = jottings;
        this.answering = answering;
    }

    Merged merge(UUID id, String division, FilledBook book, Answer.By by) {
        Inquiry inquiry = inquiries.holdOpen(id);
        List<FilledBook.Fault> faults = new ArrayList<>(book.faults());
        Map<Integer, Question> asked = own(id, division, book, faults);
        Map<UUID, Question> held = questions.hold(id, division, asked.values().stream().map(Question::id).toList());
        Map<UUID, Answer> newest = questions.newest(held.values());
        Map<UUID, Answer> base = questions.at(held.values(), question -> version(book, question));
        Map<UUID, Map<Half, Map<String, Known>>> known = answering.known(inquiry, held.values());
        List<Dispute> disputes = new ArrayList<>();
        List<Answering.Sent> sent = new ArrayList<>();
        List<Answering.Sent> refused = new ArrayList<>();
        Map<UUID, Side> sides = new LinkedHashMap<>();
        for (Question question : held.values()) {
            Side side = new Side(question, book, newest.get(question.id()), base.get(question.id()), known.get(question.id()));
            side.compare();
            faults.addAll(side.faults);
            sides.put(question.id(), side);
            if (!side.faults.isEmpty() || book.faults().stream().anyMatch(fault -> fault.number() == side.number())) {
                refused.add(side.written());
            } else if (!side.disputed.isEmpty()) {
                disputes.add(new Dispute(question, side.changed, side.disputed, side.current, newest.get(question.id()), base.get(question.id())));
            } else if (!side.changed.isEmpty()) {
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
        return faults.stream().distinct().sorted(java.util.Comparator.comparingInt(FilledBook.Fault::number)).toList();
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

    /** The version that the workbook was made from; -1 where it does not say, or says one that there is not yet. */
    private static int version(FilledBook book, Question question) {
        int version = book.versions().getOrDefault(question.ord() + 1, -1);
        return version <= question.version() ? version : -1;
    }

    /** One question as the workbook has it. */
    private static final class Side {

        private final Question question;
        private final FilledBook book;
        private final @Nullable Answer newest;
        private final @Nullable Answer base;
        private final Map<Half, Map<String, Known>> known;
        private final Map<Box, FilledBook.Written> written = new LinkedHashMap<>();
        private final Map<Box, String> current = new LinkedHashMap<>();
        private final Map<Box, String> changed = new LinkedHashMap<>();
        private final Map<Box, String> typed = new LinkedHashMap<>();
        private final Set<Box> disputed = new LinkedHashSet<>();
        private final List<FilledBook.Fault> faults = new ArrayList<>();

        Side(Question question, FilledBook book, @Nullable Answer newest, @Nullable Answer base, Map<Half, Map<String, Known>> known) {
            this.question = question;
            this.book = book;
            this.newest = newest;
            this.base = base;
            this.known = known;
            Map<Box, FilledBook.Written> rows = new LinkedHashMap<>(book.boxes().getOrDefault(question.ord() + 1, Map.of()));
            for (Half half : Half.values()) {
                for (Box box : Box.of(half, question.slots(half))) {
                    FilledBook.Written one = rows.remove(new Box(half, box.what(), BookWords.plain(box.label())));
                    if (one != null) {
                        written.put(box, one);
                    }
                }
            }
            rows.forEach((box, one) -> {
                if (!one.said().text().isEmpty()) {
                    faults.add(new FilledBook.Fault(one.at(), number(), box.half(), "inquiry.book.no-slot", List.of(box.label())));
                }
            });
        }

        private int number() {
            return question.ord() + 1;
        }

        void compare() {
            for (Half half : Half.values()) {
                List<Slot> slots = question.slots(half);
                Map<Box, String> now = prefilled(half, newest);
                current.putAll(now);
                Map<Box, String> was = base(half, now);
                Map<Box, String> mine = new LinkedHashMap<>(was);
                typed.putAll(now);
                Map<Box, FilledBook.Written> unreadable = new LinkedHashMap<>();
                written.forEach((box, one) -> {
                    if (box.half() == half && !isMerelyUnanswered(box, one, was)) {
                        said(box, one, slots).ifPresentOrElse(text -> mine.put(box, text), () -> unreadable.put(box, one));
                    }
                });
                unreadable.forEach((box, one) -> faults.add(fault(box, one)));
                Set<Box> touched = Box.of(half, slots).stream().filter(box -> !box.isSame(mine.get(box), was.get(box), slots))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                if (unreadable.isEmpty() && !touched.isEmpty()) {
                    half(half, slots, now, was, mine, touched);
                }
                touched.forEach(box -> typed.put(box, mine.get(box)));
                touched.stream().filter(disputed::contains).filter(box -> box.what() == Box.What.NUMBER).forEach(box -> {
                    if (Given.read(mine.get(box), unit(box, slots), null) instanceof Given.Read.Bad bad) {
                        faults.add(fault(half, new Reading.Problem(box.label(), false, bad.why(), bad.arguments())));
                    }
                });
                unreadable.forEach((box, one) -> {
                    if (box.what() == Box.What.NUMBER) {
                        typed.put(box, one.bad() == null && Given.read(one.said().text(), unit(box, slots), null) instanceof Given.Read.Bad ? one.said().text() : "");
                    }
                });
            }
        }

        private void half(Half half, List<Slot> slots, Map<Box, String> now, Map<Box, String> was, Map<Box, String> mine, Set<Box> touched) {
            Box outcome = Box.outcome(half);
            if (touched.contains(Box.text(half))) {
                plainly(half, slots, mine, touched);
            }
            Map<Box, String> merged = new LinkedHashMap<>(now);
            Set<Box> both = new LinkedHashSet<>();
            for (Box box : touched) {
                if (!box.isSame(now.get(box), mine.get(box), slots)) {
                    merged.put(box, mine.get(box));
                    if (!box.isSame(now.get(box), was.get(box), slots) || version(book, question) < 0 && question.version() > 0) {
                        both.add(box);
                    }
                }
            }
            if (merged.equals(now)) {
                return;
            }
            if (both.isEmpty()) {
                Reading reading = Reading.of(half, Box.typed(half, merged), slots, known.get(half));
                if (Outcome.of(merged.get(outcome)) == Outcome.NOT_YET && !touched.contains(outcome)) {
                    faults.add(new FilledBook.Fault(at(outcome), number(), half, "inquiry.book.not-yet", List.of()));
                    return;
                }
                if (!reading.isGood()) {
                    reading.problems().forEach(problem -> faults.add(fault(half, problem)));
                    return;
                }
            }
            disputed.addAll(both);
            touched.forEach(box -> changed.put(box, mine.get(box)));
        }

        /** A number told in the text goes to its box, as it does when the answer is kept; otherwise the same workbook sent twice would differ from itself. */
        private void plainly(Half half, List<Slot> slots, Map<Box, String> mine, Set<Box> touched) {
            Reading reading = Reading.of(half, Box.typed(half, mine), slots, Map.of());
            if (reading.isGood() && reading.typed().outcome() == Outcome.TOLD) {
                mine.put(Box.text(half), reading.said().text());
                reading.said().numbers().forEach((label, given) -> {
                    Box box = new Box(half, Box.What.NUMBER, label);
                    if (mine.getOrDefault(box, "").isBlank()) {
                        mine.put(box, given.value().label(java.util.Locale.JAPANESE, ""));
                        touched.add(box);
                    }
                });
            }
        }

        private Map<Box, String> prefilled(Half half, @Nullable Answer answer) {
            return Box.values(half, Reading.prefilled(half, question, answer, known.get(half), known.get(Half.RESULT)), question.slots(half));
        }

        /** What the workbook was made from. What was known then may not be what is known now: it stands in the workbook. */
        private Map<Box, String> base(Half half, Map<Box, String> now) {
            int version = version(book, question);
            Map<Box, String> was = version < 0 ? new LinkedHashMap<>(now) : prefilled(half, version == 0 ? null : base);
            Answer.Said said = version > 0 && base != null ? base.said(half) : Answer.Said.NOT_YET;
            if (version >= 0 && said.outcome() == Outcome.NOT_YET && said.text().isEmpty() && said.numbers().isEmpty()) {
                Map<Box, String> printed = book.known().getOrDefault(number(), Map.of());
                was.replaceAll((box, text) -> box.what() == Box.What.NUMBER
                        ? printed.getOrDefault(new Box(half, Box.What.NUMBER, BookWords.plain(box.label())), text) : text);
            }
            return was;
        }

        private static boolean isMerelyUnanswered(Box box, FilledBook.Written one, Map<Box, String> was) {
            return box.what() == Box.What.OUTCOME && one.said().kind() == CellText.Kind.EMPTY && was.get(box).equals(Outcome.NOT_YET.key());
        }

        /** Empty where the cell cannot be taken for certain. */
        private Optional<String> said(Box box, FilledBook.Written one, List<Slot> slots) {
            if (one.bad() != null) {
                return Optional.empty();
            }
            String text = one.said().text();
            return switch (box.what()) {
                case OUTCOME -> BookWords.outcome(text).map(Outcome::key);
                case TEXT, REASON -> Optional.of(one.said().kind() == CellText.Kind.PERCENT ? text + "%" : text);
                case NUMBER -> numeral(one.said(), unit(box, slots));
            };
        }

        private static String unit(Box box, List<Slot> slots) {
            return slots.stream().filter(slot -> slot.label().equals(box.label())).map(Slot::unit).findFirst().orElse("");
        }

        private static Optional<String> numeral(CellText said, String unit) {
            boolean percent = BookWords.plain(unit).equals("%");
            return switch (said.kind()) {
                case EMPTY, TEXT -> Optional.of(said.text());
                case NUMBER -> percent && said.text().matches("0?\\.\\d+") ? Optional.empty() : Optional.of(said.text());
                case PERCENT -> percent ? Optional.of(said.text()) : unit.isEmpty() ? Optional.of(said.text() + "%") : Optional.empty();
                case DATE -> unit.isEmpty() ? Optional.of(said.text()) : Optional.empty();
                case ERROR -> Optional.empty();
            };
        }

        private FilledBook.Fault fault(Box box, FilledBook.Written one) {
            String why = one.bad() != null ? one.bad() : box.what() == Box.What.OUTCOME ? "inquiry.book.outcome" : switch (one.said().kind()) {
                case DATE -> "inquiry.book.date";
                case PERCENT -> "inquiry.book.percent";
                case NUMBER -> "inquiry.book.share";
                case TEXT, EMPTY, ERROR -> "inquiry.book.error";
            };
            return new FilledBook.Fault(one.at(), number(), box.half(), why, List.of(BookWords.of(box), one.said().text()));
        }

        private FilledBook.Fault fault(Half half, Reading.Problem problem) {
            Box box = Box.of(half, problem);
            List<String> words = new ArrayList<>(List.of(problem.label() == null ? "" : problem.label()));
            words.addAll(problem.arguments());
            return new FilledBook.Fault(at(box), number(), half, problem.why(), words);
        }

        private @Nullable String at(Box box) {
            FilledBook.Written one = written.containsKey(box) ? written.get(box) : written.get(Box.text(box.half()));
            return one == null ? null : one.at();
        }

        /**
         * As it would stand on the answer page if it had been typed there, bad numbers too; a number that nobody can be certain of is left out.
         * Where another answer came meanwhile, it is shown beside.
         */
        Answering.Sent written() {
            return new Answering.Sent(question.id(), disputed.isEmpty() ? question.version() : Math.max(0, version(book, question)),
                    Box.typed(Half.RESULT, typed), Box.typed(Half.PLAN, typed));
        }

        Answering.Sent sent() {
            Map<Box, String> merged = new LinkedHashMap<>(current);
            merged.putAll(changed);
            return new Answering.Sent(question.id(), question.version(), Box.typed(Half.RESULT, merged), Box.typed(Half.PLAN, merged));
        }

        /** What was not kept because of the half that the workbook did not touch. */
        void left(Answering.Item item, List<FilledBook.Fault> all) {
            item.readings().forEach((half, reading) -> reading.problems().forEach(problem -> all.add(fault(half, problem))));
        }
    }

    /** 選んだもの。 @param version that stood when it was chosen @param mine the boxes as they are to stand */
    record Choice(Question question, int version, Map<Box, String> mine) {
    }

    /** Puts what was chosen over what stands; where that changed again meanwhile, it is a dispute again. */
    Merged choose(UUID id, String division, Collection<Choice> choices, Answer.By by) {
        Inquiry inquiry = inquiries.holdOpen(id);
        Map<UUID, Question> held = questions.hold(id, division, choices.stream().map(choice -> choice.question().id()).toList());
        Map<UUID, Answer> newest = questions.newest(held.values());
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
                .map(problem -> {
                    List<String> words = new ArrayList<>(List.of(problem.label() == null ? "" : problem.label()));
                    words.addAll(problem.arguments());
                    return new FilledBook.Fault(null, item.question().ord() + 1, reading.half(), problem.why(), words);
                })));
        List<UUID> bad = kept.items().stream().filter(item -> !item.isGood()).map(item -> item.question().id()).toList();
        return new Merged(kept.kept(), kept.begun(), kept.late(), Stream.concat(gone.stream(), faults).toList(), disputes, unsent(kept, sheet(id, division)),
                noted(inquiry, division, held, sent.stream().filter(one -> bad.contains(one.question())).toList(), by));
    }
}
