package jp.machimori.inquiry;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final int LONG_ENOUGH = 6;

    /**
     * 取り込む行と問い。
     *
     * @param question null where none was found for certain
     * @param read what is understood of its text, by the half of the row it stands in
     */
    record Match(Taken.Entry entry, @Nullable Question question, Map<Half, Answer.Said> read) {
        /** Line by line, with the slot of each number that was understood. */
        public List<List<AnswerText.Piece>> lines(Half half) {
            return question != null ? AnswerText.lines(read.get(half), question.slots())
                    : entry.text(half).lines().filter(line -> !line.isBlank()).map(line -> List.of(new AnswerText.Piece(line.strip(), null))).toList();
        }
    }

    /** @param standing questions that have an answer already, which stays */
    record Outcome(int taken, int standing, List<FilledBook.Fault> faults) {
    }

    private final Questions questions;
    private final Answering answering;
    private final AnswerPages pages;
    private final Ground ground;
    private final Clock clock;

    TakingOver(Questions questions, Answering answering, AnswerPages pages, Ground ground, Clock clock) {
        this.questions = questions;
        this.answering = answering;
        this.pages = pages;
        this.ground = ground;
        this.clock = clock;
    }

    List<Match> matches(Inquiry inquiry, Taken taken) {
        Map<String, Division> divisions = ground.divisionsByKey();
        Map<String, List<String>> keys = divisions.values().stream().collect(Collectors.groupingBy(division -> BookWords.plain(division.name()),
                Collectors.mapping(Division::key, Collectors.toList())));
        List<Question> asked = questions.of(inquiry.id());
        Map<String, AnswerPages.Place> places = pages.places(inquiry);
        Map<String, String> labels = asked.stream().map(Question::node).distinct()
                .collect(Collectors.toMap(Function.identity(), node -> bare(places.containsKey(node) ? places.get(node).label() : node)));
        Renaming renaming = new Renaming(divisions);
        FiscalYear today = FiscalYear.of(LocalDate.now(clock));
        Map<Taken.Entry, Question> found = new LinkedHashMap<>();
        List<Taken.Entry> entries = taken.entries(name -> keys.containsKey(BookWords.plain(name)));
        entries.forEach(entry -> {
            List<Question> ofMeasure = ofMeasure(entry.measure(), asked, labels);
            List<Question> ofBoth = entry.division().isBlank() ? ofMeasure : ofMeasure.stream()
                    .filter(question -> isOf(question, entry.division(), keys, renaming, today)).toList();
            if (ofBoth.size() == 1) {
                found.put(entry, ofBoth.getFirst());
            }
        });
        Map<Question, List<Taken.Entry>> together = found.keySet().stream().collect(Collectors.groupingBy(found::get));
        return entries.stream().map(entry -> !found.containsKey(entry) ? new Match(entry, null, Map.of())
                : new Match(entry, found.get(entry), read(inquiry, entry, found.get(entry), together.get(found.get(entry))))).toList();
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

    /** Of the same name; else of the only name that contains this one or is contained in it. */
    private static List<Question> ofMeasure(String measure, List<Question> asked, Map<String, String> labels) {
        String bare = bare(measure);
        List<String> same = labels.keySet().stream().filter(node -> labels.get(node).equals(bare)).toList();
        List<String> like = !same.isEmpty() || bare.length() < LONG_ENOUGH ? same : labels.keySet().stream()
                .filter(node -> labels.get(node).length() >= LONG_ENOUGH && (labels.get(node).contains(bare) || bare.contains(labels.get(node)))).toList();
        return same.isEmpty() && like.size() != 1 ? List.of() : asked.stream().filter(question -> like.contains(question.node())).toList();
    }

    /** Without its number, brackets and stops: what is left of a title when people type it anew. */
    private static String bare(String title) {
        return BookWords.plain(title).replaceFirst("^[(]?\\d+(?:[-.]\\d+)*[).:、]?", "").replaceAll("[()\\[\\]「」『』・、。,.:~〜\\-]", "");
    }

    /** @param chosen the question of each entry that is taken, by the entry's id */
    Outcome take(Inquiry inquiry, Taken taken, Map<String, UUID> chosen) {
        Map<UUID, Question> asked = questions.of(inquiry.id()).stream().collect(Collectors.toMap(Question::id, Function.identity()));
        Map<UUID, List<Taken.Entry>> entries = new LinkedHashMap<>();
        matches(inquiry, taken).forEach(match -> {
            UUID id = chosen.get(match.entry().id());
            if (id != null && asked.containsKey(id)) {
                entries.computeIfAbsent(id, any -> new ArrayList<>()).add(match.entry());
            }
        });
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
            kept.items().forEach(item -> item.readings().values().forEach(reading -> reading.problems().forEach(problem -> {
                List<String> words = new ArrayList<>(List.of(problem.label() == null ? "" : problem.label()));
                words.addAll(problem.arguments());
                faults.add(new FilledBook.Fault(row(entries.get(item.question().id()), reading.half()), item.question().ord() + 1, problem.why(), words));
            })));
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
