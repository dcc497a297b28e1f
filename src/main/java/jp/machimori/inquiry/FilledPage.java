package jp.machimori.inquiry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.shell.BadParameter;

/**
 * 書かれたページ。What the form of an answer page holds.
 *
 * @param after place of the last question before the page; -1 is the first page
 */
record FilledPage(Answer.By by, int after, List<Answering.Sent> sent) {

    private static final Pattern BOX = Pattern.compile("(result|plan)-(\\d{1,6})-(text|n-\\d{1,4}|why-\\d{1,4})");

    /** @param find the questions of these ids; others are passed over */
    static FilledPage of(HttpServletRequest request, String via, Function<Collection<UUID>, List<Question>> find) {
        List<UUID> ids = Stream.of(Objects.requireNonNullElse(request.getParameterValues("question"), new String[0])).map(FilledPage::uuid).distinct().toList();
        Map<UUID, Question> questions = find.apply(ids).stream().collect(Collectors.toMap(Question::id, Function.identity()));
        List<Answering.Sent> sent = ids.stream().map(questions::get).filter(Objects::nonNull).map(question -> new Answering.Sent(question.id(),
                Math.max(0, number(request, "version-" + question.ord())), typed(question, Half.RESULT, request), typed(question, Half.PLAN, request))).toList();
        return new FilledPage(by(request, via), number(request, "after"), sent);
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
