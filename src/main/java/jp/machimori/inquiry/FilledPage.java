package jp.machimori.inquiry;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.shell.BadParameter;
import org.jspecify.annotations.Nullable;

/**
 * 書かれたページ。What the form of an answer page holds.
 *
 * @param after place of the last question before the page; -1 is the first page
 * @param sheet tells this opened page from every other
 * @param confirmed what was sent back and is said to be right as it stands
 * @param shown by question; what was sent of a question says nothing where it is what the page showed
 */
record FilledPage(Answer.By by, int after, UUID sheet, List<Answering.Sent> sent, Map<UUID, Shown> shown, Set<UUID> confirmed) {

    /**
     * 見せたもの。What an opened page showed of a question.
     *
     * @param boxes digest of what stood in them; empty where it was kept nowhere, so that it says something each time
     * @param jotting id of the one that was shown, in the boxes or beside them; empty when there was none
     */
    record Shown(String boxes, String jotting) {
        static final Shown NOTHING = new Shown("", "");

        static Shown of(Reading.Filled result, Reading.Filled plan, @Nullable Jotting jotting) {
            boolean kept = jotting == null || jotting.saysTheSameAs(result, plan);
            return new Shown(kept ? digest(result, plan) : "", jotting == null ? "" : jotting.id().toString());
        }

        static Shown parse(String text) {
            String[] parts = text.split("\\.", 2);
            return parts.length == 2 ? new Shown(parts[0], parts[1]) : NOTHING;
        }

        /** Whether a jotting is shown beside the boxes, which hold another text. */
        public boolean isBeside() {
            return boxes.isEmpty() && !jotting.isEmpty();
        }

        /** As it stands in a form. */
        @Override
        public String toString() {
            return boxes + "." + jotting;
        }

        private static String digest(Reading.Filled result, Reading.Filled plan) {
            try {
                byte[] text = (result.gist() + plan.gist()).getBytes(StandardCharsets.UTF_8);
                return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
            } catch (NoSuchAlgorithmException everyJavaHasIt) {
                throw new IllegalStateException(everyJavaHasIt);
            }
        }
    }

    /**
     * Whether the question stands on the page as it was shown, and nothing that the page showed or kept waits to be sent.
     * What another person typed is theirs to send where a newer answer came before it.
     *
     * @param version of the answer that stands; null where this division is asked no more
     */
    boolean isUntouched(Answering.Sent one, @Nullable Jotting now, @Nullable Integer version) {
        return shown.get(one.question()).boxes().equals(Shown.digest(one.result(), one.plan()))
                && (now == null || !knows(now) || version != null && now.version() != version && !now.sheet().equals(sheet) && !now.by().equals(by.name()));
    }

    /** Whether nothing is lost that this page did not show, where what was sent takes the place of that jotting. */
    boolean mayReplace(Answering.Sent one, Jotting now) {
        return knows(now) || now.saysTheSameAs(one.result(), one.plan());
    }

    private boolean knows(Jotting now) {
        return now.sheet().equals(sheet) || shown.get(now.question()).jotting().equals(now.id().toString());
    }

    private static final Pattern BOX = Pattern.compile("(result|plan)-(\\d{1,6})-(text|n-\\d{1,4}|why-\\d{1,4})");

    /** @param find the questions of these ids; others are passed over */
    static FilledPage of(HttpServletRequest request, String via, Function<Collection<UUID>, List<Question>> find) {
        List<UUID> ids = Stream.of(Objects.requireNonNullElse(request.getParameterValues("question"), new String[0])).map(FilledPage::uuid).distinct().toList();
        Map<UUID, Question> questions = find.apply(ids).stream().collect(Collectors.toMap(Question::id, Function.identity()));
        List<Answering.Sent> sent = ids.stream().map(questions::get).filter(Objects::nonNull).map(question -> new Answering.Sent(question.id(),
                Math.max(0, number(request, "version-" + question.ord())), typed(question, Half.RESULT, request), typed(question, Half.PLAN, request))).toList();
        Map<UUID, Shown> shown = questions.values().stream().collect(Collectors.toMap(Question::id, question -> Shown.parse(said(request, "shown-" + question.ord()))));
        String sheet = said(request, "sheet");
        return new FilledPage(by(request, via), number(request, "after"), sheet.isEmpty() ? UUID.randomUUID() : uuid(sheet), sent, shown,
                questions.values().stream().filter(question -> request.getParameter("right-" + question.ord()) != null).map(Question::id).collect(Collectors.toSet()));
    }

    static Answer.By by(HttpServletRequest request, String via) {
        return new Answer.By(line(request, "section"), line(request, "person"), line(request, "phone"), line(request, "checker"), via);
    }

    /** One line of at most a hundred characters. */
    static String line(HttpServletRequest request, String name) {
        String text = jp.machimori.ledger.Typed.clean(said(request, name)).replace('\n', ' ');
        return text.substring(0, Math.min(text.length(), 100));
    }

    /** As it was typed, but for what no database keeps. */
    private static String said(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "").replace("\0", "");
    }

    private static int number(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        try {
            return text == null || text.isEmpty() ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw new BadParameter(name);
        }
    }

    /** The id of a question in a form. */
    static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException none) {
            throw new BadParameter("question");
        }
    }

    private static Reading.Filled typed(Question question, Half half, HttpServletRequest request) {
        String name = half.key() + "-" + question.ord();
        Map<String, String> numbers = new HashMap<>();
        Map<String, String> reasons = new HashMap<>();
        List<Slot> slots = question.slots(half);
        for (int at = 0; at < slots.size(); at++) {
            numbers.put(slots.get(at).label(), said(request, name + "-n-" + at));
            reasons.put(slots.get(at).label(), said(request, name + "-why-" + at));
        }
        String outcome = request.getParameter(name);
        try {
            return new Reading.Filled(outcome == null ? Outcome.NOT_YET : Outcome.of(outcome), said(request, name + "-text"), numbers, reasons);
        } catch (IllegalArgumentException unknown) {
            throw new BadParameter(name);
        }
    }

    /** What the form says a box, a half or a question is called. */
    private static String named(HttpServletRequest request, String name) {
        return said(request, "named-" + name);
    }

    /** What was typed as one text, of a page that may be shown no more: from the form alone, which names its boxes. */
    static String asText(HttpServletRequest request) {
        Map<Integer, List<String>> lines = new TreeMap<>();
        new TreeMap<>(request.getParameterMap()).descendingMap().keySet().forEach(name -> {
            Matcher box = BOX.matcher(name);
            String text = said(request, name).strip();
            if (box.matches() && !text.isEmpty()) {
                List<String> question = lines.computeIfAbsent(Integer.valueOf(box.group(2)), any -> new ArrayList<>());
                Stream.of(named(request, box.group(1))).filter(half -> !half.isEmpty() && !question.contains(half)).forEach(question::add);
                question.add((named(request, name) + "　").stripLeading() + text);
            }
        });
        return lines.entrySet().stream().map(question -> Stream.concat(Stream.of("【" + named(request, question.getKey().toString()) + "】"), question.getValue().stream())
                .collect(Collectors.joining("\n"))).collect(Collectors.joining("\n\n"));
    }
}
