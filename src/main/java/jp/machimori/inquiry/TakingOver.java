package jp.machimori.inquiry;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.plan.Plans;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 既存のブックの取り込み。Finds for each row of the town's own workbook the question it belongs to. Of an inquiry in preparation it
 * becomes last year's answer, of one that is open an answer where there is none yet.
 */
@Component
class TakingOver {

    /**
     * 取り込む行と問い。
     *
     * @param question null where none was found for certain
     * @param remembered that question was chosen by hand for such a row before
     * @param like of a measure with nearly the same name, where there is no question for certain; nobody has confirmed it
     * @param near those of the same measure and those that the row's division is asked, where there is no question for certain
     * @param read what is understood of its text as that question's, by the half of the row it stands in
     */
    record Match(Taken.Entry entry, @Nullable Question question, boolean remembered, @Nullable Question like, List<Question> near, Map<Half, Answer.Said> read) {
        /** Line by line, with the slot of each number that was understood. */
        public List<List<AnswerText.Piece>> lines(Half half) {
            Question of = question != null ? question : like;
            return of != null ? AnswerText.lines(read.get(half), of.slots())
                    : entry.text(half).lines().filter(line -> !line.isBlank()).map(line -> List.of(new AnswerText.Piece(line.strip(), null))).toList();
        }
    }

    /** @param standing questions that have an answer already, which stays */
    record Outcome(int taken, int standing, List<FilledBook.Fault> faults) {
    }

    private final Takeovers takeovers;
    private final Questions questions;
    private final Answering answering;
    private final HeldPlans held;
    private final Plans plans;
    private final Ground ground;
    private final Clock clock;

    TakingOver(Takeovers takeovers, Questions questions, Answering answering, HeldPlans held, Plans plans, Ground ground, Clock clock) {
        this.takeovers = takeovers;
        this.questions = questions;
        this.answering = answering;
        this.held = held;
        this.plans = plans;
        this.ground = ground;
        this.clock = clock;
    }

    List<Match> matches(Inquiry inquiry, Taken taken) {
        Map<String, Division> divisions = ground.divisionsByKey();
        Map<String, List<String>> keys = divisions.values().stream().collect(Collectors.groupingBy(division -> BookWords.plain(division.name()),
                Collectors.mapping(Division::key, Collectors.toList())));
        List<Question> asked = questions.of(inquiry.id());
        Titles titles = titles(inquiry, asked);
        Renaming renaming = new Renaming(divisions);
        FiscalYear today = FiscalYear.of(LocalDate.now(clock));
        Taken.Memory memory = memory(inquiry);
        Map<String, List<Question>> byDivision = new HashMap<>();
        List<Match> matches = taken.entries(name -> keys.containsKey(BookWords.plain(name))).stream().map(entry -> {
            List<Question> own = byDivision.computeIfAbsent(entry.division(), cell -> asked.stream().filter(question -> isOf(question, cell, keys, renaming, today)).toList());
            Question chosen = memory.of(entry).map(one -> chosen(one, asked, renaming, today)).orElse(null);
            if (chosen != null) {
                return new Match(entry, chosen, true, null, List.of(), Map.of());
            }
            List<Question> askable = entry.division().isBlank() ? asked : own;
            Set<String> same = titles.same(entry.measure());
            Question found = only(askable, same);
            if (found != null) {
                return new Match(entry, found, false, null, List.of(), Map.of());
            }
            Question like = only(askable, titles.like(entry.measure(), askable.stream().map(Question::node).collect(Collectors.toSet())));
            return new Match(entry, null, false, like, Stream.concat(asked.stream().filter(question -> same.contains(question.node())), own.stream()).distinct().toList(), Map.of());
        }).toList();
        return read(inquiry, matches);
    }

    /** How the workbook of its plan, or of the one before it, was understood last time. */
    Taken.Memory memory(Inquiry inquiry) {
        return takeovers.memory(plans.line(inquiry.plan()));
    }

    /** What that question became in this inquiry; null where it became several or none. */
    private @Nullable Question chosen(Taken.Memory.Chosen one, List<Question> asked, Renaming renaming, FiscalYear today) {
        List<Question> own = asked.stream().filter(question -> question.asked().equals(one.asked()) || question.asked().equals(renaming.asked(one.asked(), today))).toList();
        Question same = only(own, Set.of(one.node()));
        return same != null ? same : only(own, plans.kin(one.node()));
    }

    private Titles titles(Inquiry inquiry, List<Question> asked) {
        Map<String, HeldPlans.Place> places = held.places(inquiry);
        return Titles.of(asked.stream().collect(Collectors.toMap(Question::node, question -> HeldPlans.Place.of(question, places).label(), (one, other) -> one)));
    }

    private static @Nullable Question only(List<Question> asked, Set<String> nodes) {
        List<Question> of = asked.stream().filter(question -> nodes.contains(question.node())).toList();
        return of.size() == 1 ? of.getFirst() : null;
    }

    private static List<Match> read(Inquiry inquiry, List<Match> matches) {
        Map<UUID, List<Taken.Entry>> together = matches.stream().filter(match -> match.question() != null)
                .collect(Collectors.groupingBy(match -> match.question().id(), Collectors.mapping(Match::entry, Collectors.toList())));
        return matches.stream().map(match -> {
            Question of = match.question() != null ? match.question() : match.like();
            return of == null ? match : new Match(match.entry(), match.question(), match.remembered(), match.like(), match.near(), read(inquiry, match.entry(), of,
                    match.question() == null ? List.of(match.entry()) : together.get(of.id())));
        }).toList();
    }

    /** Row by row; a number that two rows of one question tell is certain in neither. */
    private static Map<Half, Answer.Said> read(Inquiry inquiry, Taken.Entry entry, Question question, List<Taken.Entry> together) {
        Map<Half, Answer.Said> read = new EnumMap<>(Half.class);
        for (Half half : Half.values()) {
            // what was planned last year is where this year's result begins
            List<Slot> slots = question.slots(inquiry.isOpen() ? half : Half.RESULT);
            Set<String> certain = Reading.of(half, filled(together, half), slots, Map.of()).said().numbers().keySet();
            read.put(half, Reading.of(half, Reading.Filled.of(entry.text(half)), slots.stream().filter(slot -> certain.contains(slot.label())).toList(), Map.of()).said());
        }
        return read;
    }

    /** A cell may name several divisions; the question is of one of them. */
    private static boolean isOf(Question question, String cell, Map<String, List<String>> keys, Renaming renaming, FiscalYear today) {
        for (String name : cell.split("[\\n、,，・/／]")) {
            for (String key : keys.getOrDefault(BookWords.plain(name), List.of())) {
                if (question.parties().contains(key) || question.asked().equals(key) || question.asked().equals(renaming.asked(key, today))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** @param chosen the question of each entry that is taken, by the entry's id */
    Outcome take(Inquiry inquiry, Taken taken, Map<String, UUID> chosen) {
        Map<UUID, Question> asked = questions.of(inquiry.id()).stream().collect(Collectors.toMap(Question::id, Function.identity()));
        Map<UUID, List<Taken.Entry>> entries = new LinkedHashMap<>();
        List<Taken.Entry> anew = new ArrayList<>();
        List<Taken.Memory.Chosen> byHand = new ArrayList<>();
        matches(inquiry, taken).forEach(match -> {
            Question question = asked.get(chosen.get(match.entry().id()));
            if (question != null) {
                entries.computeIfAbsent(question.id(), any -> new ArrayList<>()).add(match.entry());
            }
            if (match.remembered() || match.question() == null && question != null) {
                anew.add(match.entry());
                Optional.ofNullable(question).map(one -> Taken.Memory.Chosen.of(match.entry(), one)).ifPresent(byHand::add);
            }
        });
        takeovers.remember(inquiry.plan(), memory(inquiry).with(taken).with(anew, byHand));
        if (inquiry.state() == Inquiry.State.DRAFT) {
            entries.forEach((id, of) -> questions.takeOver(asLast(asked.get(id), of)));
            return new Outcome(entries.size(), 0, List.of());
        }
        return asAnswers(inquiry, asked, entries);
    }

    private static Reading.Filled filled(Collection<Taken.Entry> entries, Half half) {
        return Reading.Filled.of(joined(entries, half));
    }

    private static String joined(Collection<Taken.Entry> entries, Half half) {
        return entries.stream().map(entry -> entry.text(half)).filter(one -> !one.isBlank()).distinct().collect(Collectors.joining("\n"));
    }

    /** What was planned last year is the draft of this year's result, with marks where it told numbers. */
    private static Question asLast(Question question, List<Taken.Entry> entries) {
        String last = joined(entries, Half.RESULT);
        String planned = joined(entries, Half.PLAN);
        boolean tells = Reading.Filled.of(planned).outcome() == jp.machimori.inquiry.Outcome.TOLD;
        Set<Half> taken = Stream.of(Half.values()).filter(half -> question.taken().contains(half) || entries.stream().anyMatch(entry -> !entry.text(half).isBlank()))
                .collect(Collectors.toSet());
        return new Question(question.id(), question.inquiry(), question.ord(), question.node(), question.parties(), question.asked(), question.slots(),
                tells ? AnswerText.placed(marked(planned, question, Half.RESULT), question.draft(), question.slots(Half.RESULT)) : question.draft(), tells ? marked(planned, question, Half.PLAN) : question.draftPlan(),
                last.isEmpty() ? question.last() : last, planned.isEmpty() ? question.lastPlan() : planned, taken, question.stand(), question.remark(),
                question.version(), question.counted());
    }

    private static String marked(String text, Question question, Half half) {
        return Reading.of(half, Reading.Filled.of(text), question.slots(half), Map.of()).said().text();
    }

    private Outcome asAnswers(Inquiry inquiry, Map<UUID, Question> asked, Map<UUID, List<Taken.Entry>> entries) {
        Map<String, List<Answering.Sent>> sent = new LinkedHashMap<>();
        int standing = 0;
        for (Map.Entry<UUID, List<Taken.Entry>> one : entries.entrySet()) {
            Question question = asked.get(one.getKey());
            if (question.version() > 0) {
                standing++;
            } else {
                sent.computeIfAbsent(question.asked(), any -> new ArrayList<>()).add(new Answering.Sent(question.id(), 0,
                        filled(one.getValue(), Half.RESULT), filled(one.getValue(), Half.PLAN)));
            }
        }
        int taken = 0;
        List<FilledBook.Fault> faults = new ArrayList<>();
        Map<String, Division> divisions = ground.divisionsByKey();
        for (Map.Entry<String, List<Answering.Sent>> one : sent.entrySet()) {
            Answer.By by = new Answer.By(Renaming.name(divisions, one.getKey(), java.util.Locale.JAPANESE), taken(inquiry, divisions), "", "", "workbook");
            Answering.Kept kept = answering.keep(inquiry.id(), one.getKey(), one.getValue(), by);
            taken += kept.kept();
            kept.items().forEach(item -> item.readings().values().forEach(reading -> reading.problems().forEach(problem ->
                    faults.add(FilledBook.Fault.of(row(entries.get(item.question().id()), reading.half()), item.question(), problem)))));
        }
        return new Outcome(taken, standing, faults);
    }

    /** Who answers when nobody of the division did. */
    private static String taken(Inquiry inquiry, Map<String, Division> divisions) {
        return Renaming.name(divisions, inquiry.division(), java.util.Locale.JAPANESE) + "（ブックから取込み）";
    }

    private static String row(List<Taken.Entry> entries, Half half) {
        return entries.stream().filter(entry -> !entry.text(half).isEmpty()).findFirst().or(() -> Optional.of(entries.getFirst()))
                .map(entry -> String.valueOf(entry.row())).orElse("");
    }
}
