package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.shell.BadParameter;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 回答を確認する。Puts answers beside last year's and beside what stands out; accepts and sends back only what the officer saw. */
@Component
class Reviewing {

    static final int PAGE = 50;

    /** Of more questions than these, what stands out is looked for only on the page that is shown, or when it is asked for. */
    private static final int MOST = 1_000;

    /** What an officer may choose to see, in the order of the page. */
    static final List<String> SHOWS = List.of("findings", "answered", "unapproved", "waiting", "returned", "accepted", "late", "all");

    private final Inquiries inquiries;
    private final Questions questions;
    private final Answers answers;
    private final Invitations invitations;
    private final Answering answering;
    private final Ground ground;
    private final HeldPlans held;
    private final Knowing knowing;
    private final Figures figures;
    private final Settlements settlements;

    Reviewing(Inquiries inquiries, Questions questions, Answers answers, Invitations invitations, Answering answering, Ground ground, HeldPlans held, Knowing knowing, Figures figures, Settlements settlements) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.answers = answers;
        this.invitations = invitations;
        this.answering = answering;
        this.ground = ground;
        this.held = held;
        this.knowing = knowing;
        this.figures = figures;
        this.settlements = settlements;
    }

    /**
     * 並べた一行。
     *
     * @param past what is known of the year before, where nobody was asked then
     * @param unapproved answered, and the head of the division is to approve it and has not
     * @param late an answer that came in after the closing and is newer than what counts
     * @param changed key of what somebody did to it since it was shown; null where nobody did
     */
    record Row(Question question, HeldPlans.Place place, String division, List<Past> past, @Nullable Answer answer, String result, String plan,
               List<Findings.Finding> findings, boolean unapproved, boolean late, @Nullable String changed) {

        /** Stands out, and nobody has accepted it. */
        public boolean isToLookAt() {
            return !findings.isEmpty() && question.stand() != Question.Stand.ACCEPTED;
        }

        boolean isUnremarkable() {
            return question.stand() == Question.Stand.ANSWERED && findings.isEmpty();
        }

        boolean isShownAs(String show) {
            return switch (show) {
                case "all" -> true;
                case "findings" -> isToLookAt();
                case "unapproved" -> unapproved;
                case "late" -> late;
                default -> question.stand().key().equals(show);
            };
        }

        Row changed(String how) {
            return new Row(question, place, division, past, answer, result, plan, findings, unapproved, late, how);
        }

        /** What a form says of it, so that nobody accepts what they did not see. */
        public String seen() {
            return new Seen(question.ord(), question.version(), question.stand()).toString();
        }
    }

    /** 見た回答。The place of a question, and the version and the stand of its answer that were shown: {@code 12-3-answered}. */
    record Seen(int place, int version, Question.Stand stand) {

        private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})-(\\d{1,6})-(waiting|answered|returned|accepted)");

        static List<Seen> of(Collection<String> texts) {
            return texts.stream().map(text -> {
                Matcher seen = WRITTEN.matcher(text);
                if (!seen.matches()) {
                    throw new BadParameter("seen");
                }
                return new Seen(Integer.parseInt(seen.group(1)), Integer.parseInt(seen.group(2)), Question.Stand.valueOf(seen.group(3).toUpperCase(Locale.ROOT)));
            }).toList();
        }

        @Override
        public String toString() {
            return place + "-" + version + "-" + stand.key();
        }
    }

    /**
     * 見せる行。
     *
     * @param counts how many rows each choice has; {@code findings} is missing where that was not looked for in all
     * @param unremarkable what {@link Row#seen} says of all chosen ones that can be accepted together
     * @param forApproval how many more could be, were they approved
     */
    record Shown(String show, List<Row> rows, int from, Map<String, Integer> counts, List<String> unremarkable, int forApproval) {
        public int count() {
            return counts.getOrDefault(show, 0);
        }
    }

    /** @param show null: what is to be looked at first */
    Shown shown(Inquiry inquiry, String division, @Nullable String show, int from, Locale locale) {
        if (!"findings".equals(show) && questions.count(inquiry.id(), new Questions.Choice(division, "")) > MOST) {
            return ofMany(inquiry, division, show == null ? "all" : show, from, locale);
        }
        List<Row> all = rows(inquiry, questions.chosen(inquiry.id(), new Questions.Choice(division, ""), 0, Integer.MAX_VALUE), locale);
        Map<String, Integer> counts = new LinkedHashMap<>();
        SHOWS.forEach(one -> counts.put(one, (int) all.stream().filter(row -> row.isShownAs(one)).count()));
        String first = show != null ? show : Stream.of("findings", "answered").filter(one -> inquiry.isOpen() && counts.get(one) > 0).findFirst().orElse("all");
        List<Row> chosen = all.stream().filter(row -> row.isShownAs(first)).toList();
        int start = Math.clamp(from, 0, Math.max(0, chosen.size() - 1));
        return new Shown(first, chosen.subList(chosen.isEmpty() ? 0 : start, Math.min(chosen.size(), start + PAGE)), start, counts,
                all.stream().filter(Row::isUnremarkable).filter(row -> !row.unapproved()).map(Row::seen).toList(),
                (int) all.stream().filter(Row::isUnremarkable).filter(Row::unapproved).count());
    }

    private Shown ofMany(Inquiry inquiry, String division, String show, int from, Locale locale) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        SHOWS.stream().filter(one -> !one.equals("findings")).forEach(one ->
                counts.put(one, questions.count(inquiry.id(), new Questions.Choice(division, one.equals("all") ? "" : one))));
        int start = Math.clamp(from, 0, Math.max(0, counts.get(show) - 1));
        return new Shown(show, rows(inquiry, questions.chosen(inquiry.id(), new Questions.Choice(division, show.equals("all") ? "" : show), start, PAGE), locale),
                start, counts, List.of(), 0);
    }

    /** These questions with what stands out in them, also beside questions that ask for the same number. */
    List<Row> rows(Inquiry inquiry, List<Question> asked, Locale locale) {
        Renaming renaming = new Renaming(ground.divisionsByKey());
        List<Question> beside = questions.asking(inquiry.id(), asked.stream().flatMap(question -> question.slots().stream())
                .flatMap(renaming::lines).distinct().toList(), asked);
        List<Question> all = Stream.concat(asked.stream(), beside.stream()).sorted(Comparator.comparing(Question::ord)).toList();
        Map<UUID, Answer> told = answers.standing(inquiry, all);
        Map<UUID, Map<Half, Map<String, Known>>> known = answering.known(inquiry, all);
        Map<String, HeldPlans.Place> places = held.places(inquiry);
        Map<String, String> measures = new LinkedHashMap<>();
        places.forEach((node, place) -> measures.put(node, place.label()));
        Set<Line> lines = lines(inquiry, all, renaming);
        Map<UUID, List<Findings.Finding>> found = new Findings(inquiry, inquiry.share(), renaming, known, figures.of(lines), knowing.counted(lines), measures, settlements.of(inquiry.id())).of(all, told);
        Set<String> unapproved = !inquiry.isOpen() || !inquiry.approval() ? Set.of()
                : invitations.of(inquiry.id()).values().stream().filter(one -> !one.isApproved()).map(Invitation::division).collect(Collectors.toSet());
        Set<UUID> late = inquiry.isClosed() ? questions.late(asked) : Set.of();
        return asked.stream().map(question -> {
            Answer answer = told.get(question.id());
            return new Row(question, HeldPlans.Place.of(question, places),
                    Renaming.name(renaming.divisions(), question.asked(), locale), Past.of(question, known.get(question.id())), answer,
                    answer == null ? "" : AnswerText.plain(answer.result(), question.slots(Half.RESULT)),
                    answer == null ? "" : AnswerText.plain(answer.plan(), question.slots(Half.PLAN)),
                    found.getOrDefault(question.id(), List.of()), !question.isDue() && unapproved.contains(question.asked()),
                    late.contains(question.id()), null);
        }).toList();
    }

    /** Where its measure stands in the plan. */
    HeldPlans.Place place(Inquiry inquiry, Question question) {
        return HeldPlans.Place.of(question, held.places(inquiry));
    }

    /** Where the numbers of five years back stand, for claims about them. */
    private static Set<Line> lines(Inquiry inquiry, Collection<Question> asked, Renaming renaming) {
        return asked.stream().flatMap(question -> question.slots(Half.RESULT).stream()).flatMap(slot -> Stream.iterate(inquiry.year(), FiscalYear::previous)
                .limit(6).map(year -> renaming.line(slot, year))).collect(Collectors.toSet());
    }

    /**
     * 押した結果。
     *
     * @param open false: the inquiry was closed meanwhile, nothing was done
     * @param done questions that now stand so
     * @param changed those that are not what the officer saw any more: as they are now, and nothing was done to them
     */
    record Pressed(boolean open, List<Question> done, List<Row> changed) {
    }

    /** @param together only those of which nothing stands out and that are approved, where they are to be */
    Pressed accept(Inquiry shown, List<Seen> seen, boolean together, Locale locale) {
        return press(shown, seen, Set.of(Question.Stand.ANSWERED), Question.Stand.ACCEPTED, together, null, locale);
    }

    Pressed sendBack(Inquiry shown, Seen seen, String remark, Locale locale) {
        return press(shown, List.of(seen), Set.of(Question.Stand.ANSWERED, Question.Stand.ACCEPTED), Question.Stand.RETURNED, false, remark, locale);
    }

    /** Divisions that are sending answers are waited for, and wait: both hold the inquiry first, then its questions in their order. */
    private Pressed press(Inquiry shown, List<Seen> seen, Set<Question.Stand> from, Question.Stand to, boolean together, @Nullable String remark, Locale locale) {
        Inquiry inquiry = inquiries.holdOpen(shown.id());
        if (!inquiry.isOpen()) {
            return new Pressed(false, List.of(), List.of());
        }
        Map<Integer, Seen> before = seen.stream().collect(Collectors.toMap(Seen::place, Function.identity(), (one, other) -> one));
        List<Question> held = questions.hold(inquiry.id(), before.keySet());
        Map<UUID, Row> rows = !together ? Map.of() : rows(inquiry, held, locale).stream().collect(Collectors.toMap(row -> row.question().id(), Function.identity()));
        List<Question> done = new ArrayList<>();
        Map<Question, String> changed = new LinkedHashMap<>();
        for (Question question : held) {
            Seen one = before.get(question.ord());
            if (question.version() != one.version()) {
                changed.put(question, "answered");
            } else if (question.stand() == to && Objects.equals(question.remark(), remark)) {
                continue;       // pressed twice, or the same by two
            } else if (question.stand() != one.stand()) {
                changed.put(question, question.stand().key());
            } else if (together && !rows.get(question.id()).isUnremarkable()) {
                changed.put(question, "found");
            } else if (together && rows.get(question.id()).unapproved()) {
                changed.put(question, "unapproved");
            } else if (from.contains(question.stand())) {
                done.add(question);
            }
        }
        questions.stand(done.stream().map(Question::id).toList(), to, remark);
        return changed.isEmpty() ? new Pressed(true, done, List.of())
                : new Pressed(true, done, rows(inquiry, List.copyOf(changed.keySet()), locale).stream().map(row -> row.changed(changed.get(row.question()))).toList());
    }
}
