package jp.machimori.plan;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.figures.Nature;
import jp.machimori.plan.DraftTree.Goal;
import jp.machimori.plan.DraftTree.Place;
import jp.machimori.plan.DraftTree.Row;
import jp.machimori.shell.NotFound;
import jp.machimori.shell.Words;
import jp.machimori.town.Period;
import jp.machimori.town.Towns;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** 計画案をつくる。Copies a plan, changes the draft step by step, takes steps back, and publishes it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Drafting {

    /** What came of a change. */
    sealed interface Outcome {
        /** @param key of what was made or changed, null where that is the plan or no more */
        record Kept(@Nullable String key) implements Outcome {
        }

        /** Somebody else was quicker. @param now the row as it stands, null where it was removed */
        record Overtaken(@Nullable Row now, Drafts.@Nullable Step by) implements Outcome {
        }

        /** @param reason message key */
        record Refused(String reason) implements Outcome {
        }
    }

    /** What a person changes, and what they had seen of it. @param edition of the row as they saw it */
    record Act(Draft draft, Person who, String what, String key, int edition) {
    }

    private final Drafts drafts;
    private final Plans plans;
    private final Versions versions;
    private final Indicators indicators;
    private final Figures figures;
    private final Towns towns;
    private final Audit audit;
    private final Clock clock;

    Drafting(Drafts drafts, Plans plans, Versions versions, Indicators indicators, Figures figures, Towns towns, Audit audit, Clock clock) {
        this.drafts = drafts;
        this.plans = plans;
        this.versions = versions;
        this.indicators = indicators;
        this.figures = figures;
        this.towns = towns;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param wish number, key, levels and the rest that the application makes are not read */
    Draft begin(Plan from, Draft wish, Person who) {
        int number = drafts.nextNumber();
        Instant now = clock.instant();
        Draft draft = new Draft(number, "k" + number, wish.kind(), from.key(), wish.label(), wish.labelEn(), wish.period(), wish.about(),
                wish.aboutEn(), from.levels(), wish.decidedOn(), wish.reason(), Draft.State.DRAFT, 1, 0, now, who.displayName());
        Map<String, List<Indicator>> byNode = plans.indicators(from);
        drafts.add(draft, Sketch.copy(draft, from, byNode), who);
        versions.remember(from.key(), targets(from, byNode.values().stream().flatMap(Collection::stream).toList()));
        audit.note(who, "plan.drafted", draft.address(), Map.of("label", draft.label()));
        return draft;
    }

    /** The targets whose time lies in the plan's. */
    private List<Versions.Then> targets(Plan plan, Collection<Indicator> of) {
        return indicators.standing(of).stream().flatMap(standing -> standing.goals().stream().map(Standing.Goal::figure)
                .filter(figure -> within(figure.period(), plan.span()))
                .map(figure -> new Versions.Then(plan.key(), standing.indicator().key(), figure.period(), figure.value(), figure.unit()))).toList();
    }

    /** Whether a period ends within another; one without an end belongs to every plan. */
    static boolean within(Period period, Period span) {
        return period.to() == null || (span.from() == null || !period.to().isBefore(span.from()))
                && (span.to() == null || !period.to().isAfter(span.to()));
    }

    /** The draft, held for this change; one that is no longer open cannot be changed. */
    private Draft open(Draft draft) {
        return drafts.hold(draft.number()).filter(Draft::isOpen).orElseThrow(NotFound::new);
    }

    /** @param work makes the change, or says why not */
    Outcome change(Act act, Function<Sketch, Outcome> work) {
        Draft draft = open(act.draft());
        DraftTree tree = drafts.tree(draft);
        Row row = tree.rows().get(act.key());
        if (!act.key().isEmpty() && (row == null || row.edition() != act.edition())) {
            return new Outcome.Overtaken(row, drafts.last(draft, act.key()).orElse(null));
        }
        Sketch sketch = new Sketch(tree);
        Outcome outcome = work.apply(sketch);
        if (outcome instanceof Outcome.Kept kept && !sketch.changes().isEmpty()) {
            String subject = label(kept.key() != null && sketch.tree().rows().containsKey(kept.key()) ? sketch.tree().rows().get(kept.key()) : row);
            drafts.keep(draft, sketch, act.who(), act.what(), subject);
            audit.note(act.who(), "plan.draft-changed", draft.address(), Map.of("change", act.what(), "label", subject));
        }
        return outcome;
    }

    private String label(@Nullable Row row) {
        if (row == null) {
            return "";
        }
        return row.content().node() != null ? row.content().node().label()
                : row.content().programme() != null ? row.content().programme().label()
                : indicators.find(Objects.requireNonNull(row.content().place()).indicator()).map(Indicator::label).orElse("");
    }

    Outcome rename(Draft seen, Draft wish, Person who) {
        Draft draft = open(seen);
        if (draft.edition() != seen.edition()) {
            return new Outcome.Overtaken(null, drafts.steps(draft).stream().findFirst().orElse(null));
        }
        drafts.rename(draft, wish, who);
        audit.note(who, "plan.draft-changed", draft.address(), Map.of("change", "plan", "label", wish.label()));
        return new Outcome.Kept(null);
    }

    /** Puts the rows of that change back to what they were, if nobody changed them since. */
    Outcome undo(Draft seen, int step, Person who) {
        Draft draft = open(seen);
        Map<String, Sketch.Change> rows = drafts.rows(draft, step);
        if (rows.isEmpty()) {
            return new Outcome.Refused("plan.undo.nothing");
        }
        DraftTree tree = drafts.tree(draft);
        Sketch sketch = new Sketch(tree);
        for (Map.Entry<String, Sketch.Change> row : rows.entrySet()) {
            Row now = tree.rows().get(row.getKey());
            if (!Objects.equals(now == null ? null : now.content(), row.getValue().after())) {
                return new Outcome.Refused("plan.undo.changed-since");
            }
            if (row.getValue().before() == null) {
                sketch.remove(row.getKey());
            } else {
                sketch.put(row.getKey(), row.getValue().before());
            }
        }
        if (!sketch.tree().isWhole()) {
            return new Outcome.Refused("plan.undo.changed-since");
        }
        String subject = drafts.steps(draft).stream().filter(one -> one.number() == step).map(Drafts.Step::subject).findFirst().orElse("");
        drafts.undone(draft, step);
        drafts.keep(draft, sketch, who, "undone", subject);
        audit.note(who, "plan.draft-changed", draft.address(), Map.of("change", "undone", "label", subject));
        return new Outcome.Kept(null);
    }

    void discard(Draft seen, Person who) {
        Draft draft = open(seen);
        drafts.end(draft, Draft.State.DISCARDED);
        audit.note(who, "plan.discarded", draft.address(), Map.of("label", draft.label()));
    }

    /** @return what is in its way, as message keys; empty: it is published */
    List<String> publish(Draft seen, Person who) {
        Draft draft = open(seen);
        if (draft.edition() != seen.edition()) {
            return List.of("plan.publish.changed");
        }
        DraftTree tree = drafts.tree(draft);
        Plan plan = tree.plan();
        if (plan.nodes().isEmpty()) {
            return List.of("plan.publish.empty");
        }
        if (draft.decidedOn() != null && draft.decidedOn().isAfter(LocalDate.now(clock))) {
            return List.of("plan.publish.undecided");
        }
        Versions.Version before = versions.of(draft.from());
        if (draft.isReview() && versions.after(draft.from()) != null) {
            return List.of("plan.publish.reviewed");
        }
        plans.publish(plan);
        versions.publish(new Versions.Version(plan.key(), draft.isReview() ? before.number() + 1 : 1,
                draft.isReview() ? before.first() : plan.key(), draft.kind(), draft.from(), draft.decidedOn(), draft.reason()),
                links(draft, plan, tree), tree.places().stream().collect(Collectors.toMap(Place::indicator, Place::node)));
        Map<String, Indicator> known = Plans.byKey(indicators.all(), Indicator::key);
        figures.report(tree.places().stream().filter(place -> known.containsKey(place.indicator()))
                .flatMap(place -> place.goals().stream().map(goal -> figure(known.get(place.indicator()), goal, place.node()))).toList());
        drafts.end(draft, Draft.State.PUBLISHED);
        towns.turn();
        audit.note(who, "plan.published", "plan", Map.of("label", draft.label()));
        return List.of();
    }

    private List<Versions.Link> links(Draft draft, Plan plan, DraftTree tree) {
        Plan from = plans.all().stream().filter(one -> one.key().equals(draft.from())).findFirst().orElseThrow(NotFound::new);
        List<Versions.Link> links = new ArrayList<>();
        Comparison comparison = Comparison.of(from, plan, tree.origins());
        comparison.rows().stream().filter(row -> row.now() != null).forEach(row -> row.before().forEach(item ->
                links.add(new Versions.Link(plan.key(), item.key(), Objects.requireNonNull(row.now()).key(), row.kind()))));
        return links;
    }

    private Figure figure(Indicator indicator, Goal goal, String node) {
        Line line = indicator.line();
        Period period = Period.parse(goal.period());
        Value value = value(goal);
        UUID id = Figure.id(towns.current().key(), line, Nature.TARGET, period, value.form());
        Words label = figures.of(List.of(line)).getOrDefault(line, List.of()).stream().findFirst().map(Figure::label).orElse(indicator.words());
        return new Figure(id, line, Nature.TARGET, period, label, value, indicator.unit(), null, List.of(), null, 1, null, "/plan/" + node);
    }

    static Value value(Goal goal) {
        return goal.value().startsWith("増") || goal.value().startsWith("減") ? Value.of(ValueForm.DIRECTION, goal.value())
                : goal.value().endsWith("以上") || goal.value().endsWith("以下") ? Value.of(ValueForm.COMPARISON, goal.value())
                : Value.of(ValueForm.EXACT, goal.value());
    }
}
