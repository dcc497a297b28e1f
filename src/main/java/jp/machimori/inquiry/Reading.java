package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.ledger.Typed;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;

/**
 * 回答の読み取り。What was typed into one half of an answer, and what it means. Numbers may stand in their boxes or, after
 * their label, in the text; nothing is taken whose meaning is not certain.
 *
 * @param said what it means, as far as it could be read
 */
record Reading(Half half, Filled typed, Answer.Said said, List<Problem> problems) {

    private static final int LONGEST = 20_000;
    private static final Pattern OTHERS = Pattern.compile("前年|昨年|前回|来年|翌年|目標|うち(?!わ|あわ)|内訳|平均|[当あ]たり");

    /** As it was typed: texts by the label of the slot. */
    record Filled(Outcome outcome, String text, Map<String, String> numbers, Map<String, String> reasons) {
        Filled {
            numbers = Map.copyOf(numbers);
            reasons = Map.copyOf(reasons);
        }

        /** As a cell of a workbook says it; an empty one says nothing yet. */
        static Filled of(String cell) {
            Outcome outcome = switch (BookWords.plain(cell).replaceFirst("^[・]", "").replaceFirst("[。]$", "")) {
                case "" -> Outcome.NOT_YET;
                case "なし", "無し" -> Outcome.NONE;
                case "該当なし", "該当無し" -> Outcome.NOT_APPLICABLE;
                default -> Outcome.TOLD;
            };
            return new Filled(outcome, outcome == Outcome.TOLD ? cell : "", Map.of(), Map.of());
        }

        /** Whether nothing but blanks at the ends tells it from the other. */
        boolean isSame(Filled other) {
            return outcome == other.outcome && plain(text).equals(plain(other.text)) && said(numbers).equals(said(other.numbers))
                    && said(reasons).equals(said(other.reasons));
        }

        /** Whether text or numbers would be lost here that do not stand there. */
        boolean tellsMoreThan(Filled other) {
            return !plain(text).isEmpty() && !plain(text).equals(plain(other.text)) || !said(other.numbers).entrySet().containsAll(said(numbers).entrySet());
        }

        /** One for all that are the same. */
        String gist() {
            return Asks.JSON.writeValueAsString(List.of(outcome.key(), plain(text), new TreeMap<>(said(numbers)), new TreeMap<>(said(reasons))));
        }

        private static String plain(String text) {
            return text.replace("\r\n", "\n").replace('\r', '\n').strip();
        }

        private static Map<String, String> said(Map<String, String> texts) {
            return texts.entrySet().stream().filter(one -> !one.getValue().isBlank()).collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().strip()));
        }
    }

    /** @param box it is about @param why message key, its first argument the label of the slot */
    record Problem(Box box, String why, List<String> arguments) {
        public Object[] words() {
            return said().toArray();
        }

        List<String> said() {
            return Stream.concat(Stream.of(box.label()), arguments.stream()).toList();
        }
    }

    public boolean isGood() {
        return problems.isEmpty();
    }

    /**
     * なし and 該当なし leave out text and numbers; those that somebody typed are not to be lost without a word.
     *
     * @param drafted what stood in the boxes before anybody answered @param standing what stands there since
     */
    Reading asked(Filled drafted, Filled standing) {
        boolean none = typed.outcome() == Outcome.NONE || typed.outcome() == Outcome.NOT_APPLICABLE;
        if (!none || !typed.tellsMoreThan(drafted) || !typed.tellsMoreThan(standing)) {
            return this;
        }
        List<Problem> all = new ArrayList<>(problems);
        all.add(new Problem(Box.text(half), typed.outcome() == Outcome.NONE ? "inquiry.bad.none" : "inquiry.bad.not-applicable", List.of()));
        return new Reading(half, typed, said, all);
    }

    /** @param known of the slots by label, for those of which something is known */
    static Reading of(Half half, Filled typed, List<Slot> slots, Map<String, Known> known) {
        List<Problem> problems = new ArrayList<>();
        String text = Typed.clean(typed.text());
        if (text.length() > LONGEST) {
            problems.add(new Problem(Box.text(half), "inquiry.bad.text-long", List.of(String.valueOf(LONGEST))));
            text = text.substring(0, LONGEST);
        }
        Map<String, Given> numbers = new LinkedHashMap<>();
        for (Slot slot : slots) {
            String box = typed.numbers().getOrDefault(slot.label(), "");
            String reason = blank(typed.reasons().get(slot.label()));
            switch (Given.read(box, slot.unit(), reason)) {
                case Given.Read.Good good -> numbers.put(slot.label(), good.given());
                case Given.Read.Bad bad -> problems.add(new Problem(Box.number(half, slot.label()), bad.why(), bad.arguments()));
                case Given.Read.Empty empty -> { }
            }
            Matcher told = inText(slot, text);
            if (told != null && Given.read(told.group(1), slot.unit(), reason) instanceof Given.Read.Good good) {
                Given before = numbers.putIfAbsent(slot.label(), good.given());
                if (before == null || before.saysTheSameAs(good.given().value())) {
                    text = text.substring(0, told.start(1)) + slot.mark() + text.substring(told.end(1));
                } else {
                    problems.add(new Problem(Box.number(half, slot.label()), "inquiry.bad.two", List.of(told.group(1).strip(), box.strip())));
                }
            }
        }
        if (typed.outcome() == Outcome.TOLD) {
            missing(half, text, slots, numbers, problems);
            differing(half, slots, numbers, known, problems);
        }
        AnswerText.strangers(text, slots).forEach(stranger -> problems.add(new Problem(Box.text(half), "inquiry.bad.stranger", List.of(stranger))));
        boolean tells = typed.outcome() == Outcome.TOLD || typed.outcome() == Outcome.NOT_YET;
        return new Reading(half, typed, new Answer.Said(typed.outcome(), tells ? text : "", tells ? numbers : Map.of()), problems);
    }

    /** A number with its unit right after the label, where the text has no mark for it and says it of the year and of all. */
    private static @Nullable Matcher inText(Slot slot, String text) {
        if (slot.unit().isEmpty() || text.contains(slot.mark())) {
            return null;
        }
        Matcher told = Pattern.compile("(?m)(?:^|[\\s　・、。,，(（○●◯◎■□◆◇▪①-⑳])" + loosely(slot.label()) + "[[^\\S\\n]　:：はが]*(?:(?<=[はが])、)?((?:約|およそ)?[0-9０-９][0-9０-９,，.．]*[[^\\S\\n]　]*"
                + loosely(slot.unit()) + "(?:程度)?)(?!\\p{IsHan}|[[^\\S\\n]　]*(?:[増減~〜～→⇒×/／]|から|より|ずつ))").matcher(text);
        return told.results().count() == 1 && told.reset().find() && !isOfOthers(text.substring(0, told.start())) ? told : null;
    }

    /** Whatever the width of its signs and blanks. */
    private static String loosely(String words) {
        return words.codePoints().mapToObj(point -> point == ' ' || point == '　' ? "[ 　]*" : "(?:" + Pattern.quote(Character.toString(point)) + "|"
                + Pattern.quote(Character.toString(point > 0x20 && point < 0x7f ? point + 0xfee0 : point > 0xff00 && point < 0xff5f ? point - 0xfee0 : point)) + ")")
                .collect(Collectors.joining());
    }

    /** Words of a clause that make its number that of another year, of a part, a wish or a mean. */
    private static boolean isOfOthers(String before) {
        String clause = before.substring(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('。')) + 1);
        return OTHERS.matcher(clause).find() || Taken.year(clause).isPresent();
    }

    private static void missing(Half half, String text, List<Slot> slots, Map<String, Given> numbers, List<Problem> problems) {
        boolean empty = text.isEmpty() && numbers.isEmpty();
        if (empty && problems.isEmpty()) {
            problems.add(new Problem(Box.text(half), "inquiry.bad.empty", List.of()));
        }
        slots.stream().filter(slot -> text.contains(slot.mark()) && !numbers.containsKey(slot.label()))
                .filter(slot -> problems.stream().noneMatch(problem -> slot.label().equals(problem.box().label())))
                .forEach(slot -> problems.add(new Problem(Box.number(half, slot.label()), "inquiry.bad.missing", List.of(slot.mark()))));
    }

    /** Another number than the one that is known needs its reason. */
    private static void differing(Half half, List<Slot> slots, Map<String, Given> numbers, Map<String, Known> known, List<Problem> problems) {
        if (half == Half.PLAN) {
            return;
        }
        for (Slot slot : slots) {
            Given given = numbers.get(slot.label());
            Known one = known.get(slot.label());
            if (given != null && one != null && one.now() != null && !given.saysTheSameAs(one.now()) && given.reason() == null) {
                problems.add(new Problem(Box.reason(half, slot.label()), "inquiry.bad.reason", List.of(one.now().label(Locale.JAPANESE, slot.unit()))));
            }
        }
    }

    private static @Nullable String blank(@Nullable String reason) {
        String text = reason == null ? "" : Typed.clean(reason).replace('\n', ' ');
        return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), 500));
    }

    /** Of results what is known, else what was planned for them; of plans what is planned already, else what was planned a year ago. */
    private static @Nullable Value drafted(Half half, Known known, Known ofResults) {
        return half == Half.RESULT ? known.now() != null ? known.now() : known.planned() : known.planned() != null ? known.planned() : ofResults.planned();
    }

    /** What a box of numbers is filled with before anybody answered; empty when nothing is known. */
    static String drafted(Half half, Slot slot, Map<Half, Map<String, Known>> known) {
        Value draft = drafted(half, known.get(half).getOrDefault(slot.label(), Known.NOTHING), known.get(Half.RESULT).getOrDefault(slot.label(), Known.NOTHING));
        return draft == null ? "" : draft.label(Locale.JAPANESE, "");
    }

    /** What stands in the boxes before anybody typed: the answer, or what is known. */
    static Filled prefilled(Half half, Question question, @Nullable Answer newest, Map<String, Known> known, Map<String, Known> ofResults) {
        Map<String, String> numbers = new HashMap<>();
        Map<String, String> reasons = new HashMap<>();
        Answer.Said said = newest == null ? Answer.Said.NOT_YET : newest.said(half);
        boolean untouched = newest == null || said.outcome() == Outcome.NOT_YET && said.text().isEmpty() && said.numbers().isEmpty();
        for (Slot slot : question.slots(half)) {
            Given given = said.numbers().get(slot.label());
            if (given != null) {
                numbers.put(slot.label(), given.value().label(Locale.JAPANESE, ""));
                if (given.reason() != null) {
                    reasons.put(slot.label(), given.reason());
                }
            } else if (untouched) {
                Value draft = drafted(half, known.getOrDefault(slot.label(), Known.NOTHING), ofResults.getOrDefault(slot.label(), Known.NOTHING));
                if (draft != null) {
                    numbers.put(slot.label(), draft.label(Locale.JAPANESE, ""));
                }
            }
        }
        String text = untouched ? half == Half.RESULT ? question.draft() : question.draftPlan() : said.text();
        return new Filled(said.outcome(), text, numbers, reasons);
    }
}
