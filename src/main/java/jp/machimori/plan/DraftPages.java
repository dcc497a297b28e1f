package jp.machimori.plan;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
import jp.machimori.plan.DraftTree.Goal;
import jp.machimori.plan.DraftTree.Place;
import jp.machimori.plan.DraftTree.Row;
import jp.machimori.plan.Drafting.Act;
import jp.machimori.plan.Drafting.Outcome;
import jp.machimori.plan.Sketch.Text;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** 計画案のページ。What the pages of measures, programmes and indicators of a draft have in common: what they show, and how an act on one is answered. */
@Component
class DraftPages {

    static final int LONGEST = 500;
    /** How many targets an indicator may be given at once: of a middle and a final year, and one more. */
    private static final int GOALS = 3;

    private final Drafts drafts;
    private final Drafting drafting;
    private final DraftDesk desk;
    private final Plans plans;
    private final Indicators indicators;
    private final Ground ground;

    DraftPages(Drafts drafts, Drafting drafting, DraftDesk desk, Plans plans, Indicators indicators, Ground ground) {
        this.drafts = drafts;
        this.drafting = drafting;
        this.desk = desk;
        this.plans = plans;
        this.indicators = indicators;
        this.ground = ground;
    }

    /** What was typed of a measure or a programme, and the edition that it was typed over. */
    record Typing(Integer edition, String no, String label, String labelEn, String about, String aboutEn, List<String> divisions) {
        Typing {
            edition = edition == null ? 0 : edition;
            divisions = divisions == null ? List.of() : List.copyOf(divisions);
        }

        Text text() {
            return new Text(DraftController.blank(text(no)), Typed.clean(text(label)), DraftController.blank(text(labelEn)),
                    DraftController.blank(text(about)), DraftController.blank(text(aboutEn)), divisions);
        }

        private static String text(@Nullable String typed) {
            return typed == null ? "" : typed;
        }

        static Typing of(Node node, int edition) {
            return new Typing(edition, text(node.number()), node.label(), text(node.labelEn()), text(node.about()), text(node.aboutEn()), node.divisions());
        }

        static Typing of(Programme one, int edition) {
            return new Typing(edition, "", one.label(), text(one.labelEn()), text(one.about()), text(one.aboutEn()), one.divisions());
        }
    }

    /** A line of a choice of measures, set in as deep as it stands. */
    record Choice(String key, String label) {
    }

    /** An indicator at its place, with its targets that stand already. */
    record Hanging(Indicator indicator, Place place, List<Standing.Goal> standing, int edition) {
        public List<Goal> goals() {
            List<Goal> goals = new ArrayList<>(place.goals());
            while (goals.size() < GOALS) {
                goals.add(new Goal("", ""));
            }
            return goals;
        }
    }

    /** What was typed of the targets of an indicator and could not be kept. @param goals as many as were sent */
    record TypedGoals(String indicator, List<TypedGoal> goals, String to) {
    }

    /** 令和20, 2,800件以下 */
    record TypedGoal(String year, String value) {
    }

    String node(DraftTree tree, Row row, Typing typing, Person person, String done, @Nullable String refused, Model model) {
        Node node = Objects.requireNonNull(row.content().node());
        Set<String> below = tree.below(node.key());
        List<Choice> all = choices(tree.plan());
        List<Place> places = tree.places(node.key());
        Map<String, Standing> standings = indicators.standing(indicators.all().stream()
                .filter(indicator -> places.stream().anyMatch(place -> place.indicator().equals(indicator.key()))).toList())
                .stream().collect(Collectors.toMap(standing -> standing.indicator().key(), Function.identity()));
        common(tree, person, done, refused, model);
        model.addAttribute("node", node);
        model.addAttribute("row", row);
        model.addAttribute("typing", typing);
        model.addAttribute("path", Plans.path(node.key(), Plans.byKey(tree.nodes(), Node::key)));
        model.addAttribute("origins", origins(row, tree.draft()));
        model.addAttribute("children", tree.siblings(node.key()).stream().map(child -> tree.rows().get(child.key())).toList());
        model.addAttribute("programmes", tree.programmes().stream().filter(one -> one.node().equals(node.key())).toList());
        model.addAttribute("hanging", places.stream().filter(place -> standings.containsKey(place.indicator())).map(place ->
                new Hanging(standings.get(place.indicator()).indicator(), place, standings.get(place.indicator()).goals(),
                        tree.rows().get(Place.key(place.indicator())).edition())).toList());
        model.addAttribute("unplaced", indicators.all().stream().filter(indicator -> !tree.rows().containsKey(Place.key(indicator.key()))).toList());
        model.addAttribute("elsewhere", all.stream().filter(choice -> !below.contains(choice.key())).toList());
        model.addAttribute("others", all.stream().filter(choice -> !choice.key().equals(node.key())).toList());
        return "plan/draft-node";
    }

    void common(DraftTree tree, Person person, String done, @Nullable String refused, Model model) {
        model.addAttribute("draft", tree.draft());
        model.addAttribute("editable", DraftDesk.mayChange(tree.draft(), person));
        model.addAttribute("divisions", ground.divisionsByKey());
        model.addAttribute("done", List.of("edited", "added", "moved", "ordered", "merged", "split", "programme", "indicator").contains(done) ? done : null);
        model.addAttribute("refused", refused);
    }

    static List<Choice> choices(Plan plan) {
        List<Choice> choices = new ArrayList<>();
        plan.nodes().forEach(node -> choose(node, "", choices));
        return choices;
    }

    private static void choose(Node node, String indent, List<Choice> choices) {
        choices.add(new Choice(node.key(), indent + (node.number() == null ? "" : node.number() + " ") + node.label()));
        node.children().forEach(child -> choose(child, indent + "　", choices));
    }

    /** What it came from, as published. */
    List<Comparison.Item> origins(Row row, Draft draft) {
        return plans.all().stream().filter(plan -> plan.key().equals(draft.from())).flatMap(plan -> Comparison.items(plan).values().stream())
                .filter(item -> row.content().from().contains(item.key())).toList();
    }

    /** One act on a measure, with what it needs to answer in each case. */
    String act(int number, String key, Person person, int edition, String what, String town, HttpServletResponse response, Model model,
                       Function<Sketch, Outcome> work) {
        DraftTree tree = desk.open(number, person);
        Row row = tree.rows().get(key);
        if (!key.isEmpty() && (row == null ? drafts.last(tree.draft(), key).isEmpty() : row.content().programme() != null)) {
            throw new NotFound();
        }
        return answer(tree, drafting.change(new Act(tree.draft(), person, what, key, edition), work), what, person, town, null, response, model);
    }

    String answer(DraftTree tree, Outcome outcome, String what, Person person, String town, @Nullable Typing typing,
                          HttpServletResponse response, Model model) {
        return switch (outcome) {
            case Outcome.Kept kept -> "redirect:/" + town + "/" + tree.draft().address()
                    + (kept.key() == null ? "?done=retired" : "/nodes/" + kept.key() + "?done=" + what);
            case Outcome.Overtaken overtaken -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                common(tree, person, "", null, model);
                model.addAttribute("now", overtaken.now());
                model.addAttribute("by", overtaken.by());
                model.addAttribute("what", what);
                model.addAttribute("typing", typing);
                model.addAttribute("standing", overtaken.now() == null ? null : overtaken.now().content().node() != null
                        ? Typing.of(overtaken.now().content().node(), overtaken.now().edition())
                        : overtaken.now().content().programme() != null ? Typing.of(overtaken.now().content().programme(), overtaken.now().edition()) : null);
                yield "plan/draft-conflict";
            }
            case Outcome.Refused refused -> throw new IllegalStateException(refused.reason());
        };
    }

    /** The page again with a sentence that says what to mend. */
    String refuse(int number, String key, Person person, String reason, @Nullable Typing typing, HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        Row row = tree.node(key).orElseThrow(NotFound::new);
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return node(tree, row, typing == null ? Typing.of(Objects.requireNonNull(row.content().node()), row.edition()) : typing, person, "", reason, model);
    }

    boolean isGood(Text text) {
        return !text.label().isEmpty() && text.label().length() <= LONGEST && ground.divisionsByKey().keySet().containsAll(text.divisions());
    }
}
