package jp.machimori.inquiry;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Series;
import jp.machimori.plan.Node;
import jp.machimori.plan.Plan;
import jp.machimori.plan.Plans;
import jp.machimori.plan.Programme;
import jp.machimori.shell.SearchText;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import org.springframework.stereotype.Component;

/** 照会の準備。Makes an inquiry with its questions: from the plan, from what is known, and from the inquiry before. */
@Component
class Preparing {

    private final Inquiries inquiries;
    private final Questions questions;
    private final Answers answers;
    private final Omissions omissions;
    private final Invitations invitations;
    private final Asks asks;
    private final Plans plans;
    private final HeldPlans held;
    private final Figures figures;
    private final Ground ground;
    private final Clock clock;

    Preparing(Inquiries inquiries, Questions questions, Answers answers, Omissions omissions, Invitations invitations, Asks asks, Plans plans, HeldPlans held,
              Figures figures, Ground ground, Clock clock) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.answers = answers;
        this.omissions = omissions;
        this.invitations = invitations;
        this.asks = asks;
        this.plans = plans;
        this.held = held;
        this.figures = figures;
        this.ground = ground;
        this.clock = clock;
    }

    /** Makes it with all its questions. @return false when there is one of that plan and year already */
    boolean prepare(Inquiry inquiry) {
        if (!inquiries.add(inquiry)) {
            return false;
        }
        Plan plan = plans.all().stream().filter(one -> one.key().equals(inquiry.plan())).findFirst().orElseThrow();
        held.hold(inquiry.id(), plan);
        List<Figure> known = figures.ofSeries(figures.series(SearchText.of("", "q")).stream().map(Series::key).toList());
        Map<String, Programme> programmes = plans.all().stream().flatMap(one -> one.nodes().stream()).flatMap(Node::allProgrammes)
                .collect(Collectors.toMap(Programme::key, programme -> programme));
        Drafting drafting = new Drafting(inquiry, new Renaming(ground.divisionsByKey()), asks.all(), plans.indicators(plan), plans.origins(plan.key()), programmes, known, before(inquiry),
                FiscalYear.of(LocalDate.now(clock)));
        LeavingOut leavingOut = leavingOut(inquiry, plan, drafting);
        Map<Boolean, List<Question>> drafted = drafting.questions(plan).stream().collect(Collectors.partitioningBy(leavingOut::leavesOut));
        omissions.add(drafted.get(true));
        questions.add(drafted.get(false));
        invitations.add(inquiry.id(), drafted.get(false).stream().map(Question::asked).distinct().toList());
        return true;
    }

    private LeavingOut leavingOut(Inquiry inquiry, Plan plan, Drafting drafting) {
        List<String> line = plans.line(plan.key());
        Optional<UUID> before = inquiries.all().stream().filter(one -> line.contains(one.plan()) && one.year().compareTo(inquiry.year()) < 0).map(Inquiry::id).findFirst();
        return LeavingOut.of(plan, drafting, before.map(questions::of).orElse(List.of()), before.map(omissions::of).orElse(List.of()), asks.leftOut());
    }

    /** What the inquiry of the year before came to by measure, in the version of the plan that was asked about then. */
    private Map<String, List<Drafting.Before>> before(Inquiry inquiry) {
        Map<String, List<Drafting.Before>> before = new HashMap<>();
        plans.line(inquiry.plan()).stream().flatMap(plan -> inquiries.find(plan, inquiry.year().previous()).stream()).limit(1).forEach(last -> {
            List<Question> asked = questions.of(last.id());
            Map<UUID, Answer> told = answers.standing(last, asked);
            Map<String, String> labels = held.labels(last);
            asked.forEach(question -> before.computeIfAbsent(question.node(), any -> new ArrayList<>())
                    .add(new Drafting.Before(question, told.get(question.id()), labels.getOrDefault(question.node(), question.node()))));
        });
        return before;
    }
}
