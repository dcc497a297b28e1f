package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** 回答用紙の一つの問い。One question as a workbook has it, held against what the workbook was made from and against what stands now. */
final class BookSide {

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

    private BookSide(Question question, FilledBook book, @Nullable Answer newest, @Nullable Answer base, Map<Half, Map<String, Known>> known) {
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

    static BookSide of(Question question, FilledBook book, @Nullable Answer newest, @Nullable Answer base, Map<Half, Map<String, Known>> known) {
        BookSide side = new BookSide(question, book, newest, base, known);
        side.compare();
        return side;
    }

    /** What cannot be taken, cell by cell. */
    List<FilledBook.Fault> faults() {
        return faults;
    }

    /** What it changes, box by box. */
    Map<Box, String> changed() {
        return changed;
    }

    /** The boxes among them that somebody else has changed too. */
    Set<Box> disputed() {
        return disputed;
    }

    /** What stands in all boxes. */
    Map<Box, String> current() {
        return current;
    }

    int number() {
        return question.ord() + 1;
    }

    private void compare() {
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
                    faults.add(fault(new Reading.Problem(box, bad.why(), bad.arguments())));
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
                if (!box.isSame(now.get(box), was.get(box), slots) || book.version(question) < 0 && question.version() > 0) {
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
                reading.problems().forEach(problem -> faults.add(fault(problem)));
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
                Box box = Box.number(half, label);
                if (mine.getOrDefault(box, "").isBlank()) {
                    mine.put(box, given.value().label(Locale.JAPANESE, ""));
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
        int version = book.version(question);
        Map<Box, String> was = version < 0 ? new LinkedHashMap<>(now) : prefilled(half, version == 0 ? null : base);
        Answer.Said said = version > 0 && base != null ? base.said(half) : Answer.Said.NOT_YET;
        if (version >= 0 && said.outcome() == Outcome.NOT_YET && said.text().isEmpty() && said.numbers().isEmpty()) {
            Map<Box, String> printed = book.known().getOrDefault(number(), Map.of());
            was.replaceAll((box, text) -> box.what() == Box.What.NUMBER
                    ? printed.getOrDefault(Box.number(half, BookWords.plain(box.label())), text) : text);
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

    private FilledBook.Fault fault(Reading.Problem problem) {
        return FilledBook.Fault.of(at(problem.box()), question, problem);
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
        return new Answering.Sent(question.id(), disputed.isEmpty() ? question.version() : Math.max(0, book.version(question)),
                Box.typed(Half.RESULT, typed), Box.typed(Half.PLAN, typed));
    }

    Answering.Sent sent() {
        Map<Box, String> merged = new LinkedHashMap<>(current);
        merged.putAll(changed);
        return new Answering.Sent(question.id(), question.version(), Box.typed(Half.RESULT, merged), Box.typed(Half.PLAN, merged));
    }

    /** What was not kept because of the half that the workbook did not touch. */
    void left(Answering.Item item, List<FilledBook.Fault> all) {
        item.readings().values().forEach(reading -> reading.problems().forEach(problem -> all.add(fault(problem))));
    }
}
