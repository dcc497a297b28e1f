package jp.machimori.inquiry;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 回答する。Shows a division its questions with all that is known, and keeps what it answers. */
@Component
class Answering {

    /**
     * 回答用紙の一問。
     *
     * @param answer the newest, null when there is none
     * @param readings of the results and of the plan
     * @param known of the slots of each half, by label
     * @param standing what another hand kept since this page was opened, to be shown beside
     */
    record Item(Question question, @Nullable Answer answer, Map<Half, Reading> readings, Map<Half, Map<String, Known>> known,
                @Nullable Answer standing) {

        /** With what somebody typed and did not send; where another answer came meanwhile, that one is shown beside. */
        Item with(Jotting jotting) {
            return with(jotting.unsent());
        }

        /** As it was typed. */
        Item with(Sent unsent) {
            Map<Half, Reading> typed = new LinkedHashMap<>();
            readings.forEach((half, reading) -> typed.put(half, new Reading(half, unsent.typed(half), reading.said(), List.of())));
            return new Item(question, answer, typed, known, unsent.version() == question.version() ? null : answer);
        }

        /** What is known of the year before, where nobody was asked then. */
        public List<Past> past() {
            return Past.of(question, known);
        }

        public boolean isGood() {
            return standing == null && readings.values().stream().allMatch(Reading::isGood);
        }
    }

    /** What became of a page that was sent. @param begun of the kept: one half, or both, is still to come @param gone those that another division is asked by now */
    record Kept(List<Item> items, int kept, int begun, boolean late, List<Sent> gone) {
        public boolean isGood() {
            return items.stream().allMatch(Item::isGood);
        }
    }

    private final Inquiries inquiries;
    private final Questions questions;
    private final Answers answers;
    private final Knowing knowing;
    private final Ground ground;
    private final Clock clock;

    Answering(Inquiries inquiries, Questions questions, Answers answers, Knowing knowing, Ground ground, Clock clock) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.answers = answers;
        this.knowing = knowing;
        this.ground = ground;
        this.clock = clock;
    }

    /** The questions as they stand, filled in. */
    List<Item> items(Inquiry inquiry, Collection<Question> asked) {
        Map<UUID, Answer> newest = answers.newest(asked);
        Map<UUID, Map<Half, Map<String, Known>>> known = known(inquiry, asked);
        return asked.stream().map(question -> {
            Answer answer = newest.get(question.id());
            Map<Half, Map<String, Known>> of = known.get(question.id());
            Map<Half, Reading> readings = new LinkedHashMap<>();
            for (Half half : Half.values()) {
                Reading.Filled typed = Reading.prefilled(half, question, answer, of.get(half), of.get(Half.RESULT));
                readings.put(half, new Reading(half, typed, answer == null ? Answer.Said.NOT_YET : answer.said(half), List.of()));
            }
            return new Item(question, answer, readings, of, null);
        }).toList();
    }

    /** What is known of the slots of these questions. */
    Map<UUID, Map<Half, Map<String, Known>>> known(Inquiry inquiry, Collection<Question> asked) {
        Renaming renaming = new Renaming(ground.divisionsByKey());
        List<Knowing.Asked> slots = asked.stream().flatMap(question -> Stream.of(Half.values())
                .flatMap(half -> question.slots(half).stream().map(slot -> new Knowing.Asked(slot, inquiry.year(half))))).distinct().toList();
        Map<Knowing.Asked, Known> all = slots.isEmpty() ? Map.of() : knowing.of(slots, renaming);
        Map<UUID, Map<Half, Map<String, Known>>> known = new LinkedHashMap<>();
        for (Question question : asked) {
            Map<Half, Map<String, Known>> halves = new LinkedHashMap<>();
            for (Half half : Half.values()) {
                Map<String, Known> labels = new LinkedHashMap<>();
                question.slots(half).forEach(slot -> labels.put(slot.label(), all.getOrDefault(new Knowing.Asked(slot, inquiry.year(half)), Known.NOTHING)));
                if (half == Half.RESULT) {
                    Map<String, Given> last = question.told(Half.RESULT);
                    Map<String, Given> planned = question.told(Half.PLAN);
                    labels.replaceAll((label, one) -> one.with(last.get(label), planned.get(label)));
                }
                halves.put(half, labels);
            }
            known.put(question.id(), halves);
        }
        return known;
    }

    /** 送られてきた一問。 @param version that was shown when it was typed */
    record Sent(UUID question, int version, Reading.Filled result, Reading.Filled plan) {
        Reading.Filled typed(Half half) {
            return half == Half.RESULT ? result : plan;
        }

        /** All that was typed, as one text. */
        String asText(Question question) {
            return Stream.of(Half.values()).map(half -> asText(question, half)).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
        }

        String asText(Question question, Half half) {
            return Stream.concat(question.slots(half).stream()
                            .map(slot -> slot.label() + "　" + typed(half).numbers().getOrDefault(slot.label(), "").strip()).filter(line -> !line.endsWith("　")),
                    Stream.of(typed(half).text().strip()).filter(text -> !text.isEmpty())).collect(Collectors.joining("\n"));
        }

        /** Whether it says what stands there anyway. */
        boolean isWhatStandsIn(Item item) {
            return item.readings().values().stream().allMatch(reading -> typed(reading.half()).isSame(reading.typed()));
        }
    }

    /**
     * Keeps every answer that can be read and that nobody else changed meanwhile; the others come back with what was
     * typed. A half that its page left as it showed it stays as whoever changed it meanwhile has it. Sent twice, it is kept once. Sent after the closing, it is kept as late and changes nothing. What was typed
     * elsewhere about it and not sent stays: only its own page knows whether this is what it became.
     */
    Kept keep(UUID inquiryId, String division, List<Sent> sent, Answer.By by) {
        return keep(inquiryId, division, sent, by, Set.of());
    }

    /** @param confirmed what was sent back and is right as it stands: it is kept once more and waits for the officer again */
    Kept keep(UUID inquiryId, String division, List<Sent> sent, Answer.By by, Set<UUID> confirmed) {
        Inquiry inquiry = inquiries.holdOpen(inquiryId);
        Map<UUID, Question> held = questions.hold(inquiryId, division, sent.stream().map(Sent::question).toList());
        Map<UUID, Answer> newest = answers.newest(held.values());
        Map<UUID, Map<Half, Map<String, Known>>> known = known(inquiry, held.values());
        Map<UUID, Integer> shown = sent.stream().collect(Collectors.toMap(Sent::question, Sent::version, (one, other) -> one));
        Map<UUID, Answer> seen = answers.at(held.values(), question -> shown.get(question.id()));
        List<Answer> kept = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        List<Sent> gone = new ArrayList<>();
        for (Sent one : sent) {
            Question question = held.get(one.question());
            if (question == null) {
                gone.add(one);
                continue;
            }
            Map<Half, Map<String, Known>> of = known.get(question.id());
            Answer before = newest.get(question.id());
            Map<Half, Reading> readings = new LinkedHashMap<>();
            boolean contrary = false;
            for (Half half : Half.values()) {
                Reading.Filled drafted = Reading.prefilled(half, question, null, of.get(half), of.get(Half.RESULT));
                Reading.Filled standing = Reading.prefilled(half, question, before, of.get(half), of.get(Half.RESULT));
                Reading.Filled was = Reading.prefilled(half, question, seen.get(question.id()), of.get(half), of.get(Half.RESULT));
                boolean untouched = one.version() != question.version() && one.typed(half).isSame(was);
                contrary |= !untouched && !standing.isSame(was) && !one.typed(half).isSame(standing);
                readings.put(half, Reading.of(half, untouched ? standing : one.typed(half), question.slots(half), of.get(half)).asked(drafted, standing));
            }
            Answer offered = new Answer(question.id(), question.version() + 1, readings.get(Half.RESULT).said(), readings.get(Half.PLAN).said(), by,
                    clock.instant(), inquiry.isClosed(), null);
            boolean same = before == null ? isUntouched(question, one, of) : before.saysTheSameAs(offered)
                    && !(question.stand() == Question.Stand.RETURNED && confirmed.contains(question.id()));
            boolean overtaken = !same && contrary && question.version() != one.version();
            boolean good = readings.values().stream().allMatch(Reading::isGood);
            if (!same && !overtaken && good) {
                kept.add(offered);
            }
            items.add(new Item(question, before, readings, of, overtaken ? before : null));
        }
        answers.keep(kept);
        return new Kept(items, kept.size(), (int) kept.stream().filter(one -> !one.isWhole()).count(), inquiry.isClosed(), gone);
    }

    /** Nobody said anything: the boxes stand as they were filled in, and both halves are still to come. */
    private static boolean isUntouched(Question question, Sent one, Map<Half, Map<String, Known>> known) {
        return Stream.of(Half.values()).allMatch(half -> one.typed(half).isSame(Reading.prefilled(half, question, null, known.get(half), known.get(Half.RESULT))));
    }
}
