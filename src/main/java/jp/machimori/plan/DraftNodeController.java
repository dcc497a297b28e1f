package jp.machimori.plan;

import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One measure or programme of a draft, and what can be done with it. */
@Controller
@RequestMapping("/{town}/office/plans/{number}")
@Transactional(readOnly = true)
class DraftNodeController {

    private static final int LONGEST = 500;
    /** How many targets an indicator may be given at once: of a middle and a final year, and one more. */
    private static final int GOALS = 3;

    private final Drafts drafts;
    private final Drafting drafting;
    private final DraftDesk desk;
    private final Plans plans;
    private final Indicators indicators;
    private final Ground ground;

    DraftNodeController(Drafts drafts, Drafting drafting, DraftDesk desk, Plans plans, Indicators indicators, Ground ground) {
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

    @GetMapping("/nodes/{key}")
    String node(@PathVariable int number, @PathVariable String key, Person person, @RequestParam(defaultValue = "") String done, Model model) {
        DraftTree tree = desk.look(number, person);
        Row row = tree.node(key).orElseThrow(NotFound::new);
        return node(tree, row, Typing.of(Objects.requireNonNull(row.content().node()), row.edition()), person, done, null, model);
    }

    private String node(DraftTree tree, Row row, Typing typing, Person person, String done, @Nullable String refused, Model model) {
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

    private void common(DraftTree tree, Person person, String done, @Nullable String refused, Model model) {
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
    private List<Comparison.Item> origins(Row row, Draft draft) {
        return plans.all().stream().filter(plan -> plan.key().equals(draft.from())).flatMap(plan -> Comparison.items(plan).values().stream())
                .filter(item -> row.content().from().contains(item.key())).toList();
    }

    /** One act on a measure, with what it needs to answer in each case. */
    private String act(int number, String key, Person person, int edition, String what, String town, HttpServletResponse response, Model model,
                       Function<Sketch, Outcome> work) {
        DraftTree tree = desk.open(number, person);
        Row row = tree.rows().get(key);
        if (!key.isEmpty() && (row == null ? drafts.last(tree.draft(), key).isEmpty() : row.content().programme() != null)) {
            throw new NotFound();
        }
        return answer(tree, drafting.change(new Act(tree.draft(), person, what, key, edition), work), what, person, town, null, response, model);
    }

    private String answer(DraftTree tree, Outcome outcome, String what, Person person, String town, @Nullable Typing typing,
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
    private String refuse(int number, String key, Person person, String reason, @Nullable Typing typing, HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        Row row = tree.node(key).orElseThrow(NotFound::new);
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return node(tree, row, typing == null ? Typing.of(Objects.requireNonNull(row.content().node()), row.edition()) : typing, person, "", reason, model);
    }

    private boolean isGood(Text text) {
        return !text.label().isEmpty() && text.label().length() <= LONGEST && ground.divisionsByKey().keySet().containsAll(text.divisions());
    }

    @PostMapping("/nodes/{key}")
    @Transactional
    String edit(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person, @ModelAttribute Typing typing,
                HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        Text text = typing.text();
        if (!isGood(text)) {
            return refuse(number, key, person, "plan.node.label.problem", typing, response, model);
        }
        if (tree.node(key).isEmpty() && drafts.last(tree.draft(), key).isEmpty()) {
            throw new NotFound();
        }
        return answer(tree, drafting.change(new Act(tree.draft(), person, "edited", key, typing.edition()), sketch -> {
            sketch.write(key, text);
            return new Outcome.Kept(key);
        }), "edited", person, town, typing, response, model);
    }

    @PostMapping("/nodes")
    @Transactional
    String add(@PathVariable String town, @PathVariable int number, Person person, @RequestParam(defaultValue = "") String parent,
               @RequestParam(defaultValue = "") String label, HttpServletResponse response, Model model) {
        String clean = Typed.clean(label);
        DraftTree tree = desk.open(number, person);
        if (clean.isEmpty() || clean.length() > LONGEST || !parent.isEmpty() && tree.node(parent).isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            common(tree, person, "", "plan.node.label.problem", model);
            model.addAttribute("parents", choices(tree.plan()));
            model.addAttribute("parent", parent);
            return "plan/draft-add";
        }
        return act(number, "", person, 0, "added", town, response, model,
                sketch -> new Outcome.Kept(sketch.add(parent.isEmpty() ? null : parent, clean)));
    }

    @PostMapping("/nodes/{key}/order")
    @Transactional
    String order(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person, @RequestParam(defaultValue = "0") int edition,
                 @RequestParam(defaultValue = "") String to, HttpServletResponse response, Model model) {
        if (!List.of("up", "down").contains(to)) {
            return refuse(number, key, person, "plan.node.order.problem", null, response, model);
        }
        return act(number, key, person, edition, "ordered", town, response, model, sketch -> {
            sketch.order(key, to.equals("up"));
            String parent = Objects.requireNonNull(sketch.tree().rows().get(key).content().node()).parent();
            return new Outcome.Kept(parent == null ? key : parent);
        });
    }

    @PostMapping("/nodes/{key}/move")
    @Transactional
    String move(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person, @RequestParam(defaultValue = "0") int edition,
                @RequestParam(defaultValue = "") String to, HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        if (!to.equals("top") && (tree.node(to).isEmpty() || tree.below(key).contains(to))) {
            return refuse(number, key, person, "plan.node.move.problem", null, response, model);
        }
        return act(number, key, person, edition, "moved", town, response, model, sketch -> {
            sketch.move(key, to.equals("top") ? null : to);
            return new Outcome.Kept(key);
        });
    }

    @PostMapping("/nodes/{key}/merge")
    @Transactional
    String merge(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person, @RequestParam(defaultValue = "0") int edition,
                 @RequestParam(defaultValue = "") String other, HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        if (tree.node(other).isEmpty() || tree.below(other).contains(key)) {
            return refuse(number, key, person, "plan.node.merge.problem", null, response, model);
        }
        return act(number, key, person, edition, "merged", town, response, model, sketch -> {
            sketch.merge(key, other);
            return new Outcome.Kept(key);
        });
    }

    @PostMapping("/nodes/{key}/split")
    @Transactional
    String split(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person, @RequestParam(defaultValue = "0") int edition,
                 @RequestParam(defaultValue = "") String label, @RequestParam(defaultValue = "") Set<String> taken, HttpServletResponse response, Model model) {
        String clean = Typed.clean(label);
        if (clean.isEmpty() || clean.length() > LONGEST || taken.isEmpty()) {
            return refuse(number, key, person, "plan.node.split.problem", null, response, model);
        }
        return act(number, key, person, edition, "split", town, response, model, sketch -> new Outcome.Kept(sketch.split(key, clean, taken)));
    }

    @PostMapping("/nodes/{key}/retire")
    @Transactional
    String retire(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person,
                  @RequestParam(defaultValue = "0") int edition, HttpServletResponse response, Model model) {
        return act(number, key, person, edition, "retired", town, response, model, sketch -> {
            sketch.retire(key);
            return new Outcome.Kept(null);
        });
    }

    @GetMapping("/programmes/{key}")
    String programme(@PathVariable int number, @PathVariable String key, Person person, Model model) {
        DraftTree tree = desk.look(number, person);
        Row row = tree.programme(key).orElseThrow(NotFound::new);
        return programme(tree, row, Typing.of(Objects.requireNonNull(row.content().programme()), row.edition()), person, null, model);
    }

    private String programme(DraftTree tree, Row row, Typing typing, Person person, @Nullable String refused, Model model) {
        Programme programme = Objects.requireNonNull(row.content().programme());
        common(tree, person, "", refused, model);
        model.addAttribute("programme", programme);
        model.addAttribute("row", row);
        model.addAttribute("typing", typing);
        model.addAttribute("path", Plans.path(programme.node(), Plans.byKey(tree.nodes(), Node::key)));
        model.addAttribute("origins", origins(row, tree.draft()));
        model.addAttribute("others", choices(tree.plan()));
        return "plan/draft-programme";
    }

    @PostMapping("/programmes/{key}")
    @Transactional
    String writeProgramme(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person, @ModelAttribute Typing typing,
                          @RequestParam(defaultValue = "") String node, HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        Text text = typing.text();
        Optional<Row> row = tree.programme(key);
        if (row.isEmpty() && drafts.last(tree.draft(), key).isEmpty()) {
            throw new NotFound();
        }
        if (row.isPresent() && (!isGood(text) || tree.node(node).isEmpty())) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return programme(tree, row.get(), typing, person, "plan.node.label.problem", model);
        }
        return answer(tree, drafting.change(new Act(tree.draft(), person, "programme", key, typing.edition()), sketch -> {
            sketch.writeProgramme(key, text, node);
            return new Outcome.Kept(node);
        }), "programme", person, town, typing, response, model);
    }

    @PostMapping("/nodes/{key}/programmes")
    @Transactional
    String addProgramme(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person,
                        @RequestParam(defaultValue = "") String label, HttpServletResponse response, Model model) {
        String clean = Typed.clean(label);
        if (clean.isEmpty() || clean.length() > LONGEST) {
            return refuse(number, key, person, "plan.node.label.problem", null, response, model);
        }
        if (desk.open(number, person).node(key).isEmpty()) {
            throw new NotFound();
        }
        return act(number, "", person, 0, "programme", town, response, model, sketch -> {
            sketch.addProgramme(key, clean);
            return new Outcome.Kept(key);
        });
    }

    @PostMapping("/programmes/{key}/retire")
    @Transactional
    String retireProgramme(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person,
                           @RequestParam(defaultValue = "0") int edition, HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        if (tree.rows().containsKey(key) ? tree.programme(key).isEmpty() : drafts.last(tree.draft(), key).isEmpty()) {
            throw new NotFound();       // a measure is retired with all below it, at its own address
        }
        return answer(tree, drafting.change(new Act(tree.draft(), person, "retired", key, edition), sketch -> {
            sketch.remove(key);
            return new Outcome.Kept(null);
        }), "retired", person, town, null, response, model);
    }

    /** Hangs an indicator of the town on a measure, or moves it there. */
    @PostMapping("/nodes/{key}/indicators")
    @Transactional
    String hang(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person,
                @RequestParam(defaultValue = "") String indicator, HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        if (indicators.find(indicator).isEmpty() || tree.rows().containsKey(Place.key(indicator))) {
            return refuse(number, key, person, "plan.node.indicator.problem", null, response, model);
        }
        if (tree.node(key).isEmpty()) {
            throw new NotFound();
        }
        return act(number, "", person, 0, "indicator", town, response, model, sketch -> {
            sketch.hangIndicator(indicator, key, List.of());
            return new Outcome.Kept(key);
        });
    }

    /** Where it hangs and what it is to reach; {@code to} empty: the new plan does without it. */
    @PostMapping("/indicators/{indicator}")
    @Transactional
    String indicator(@PathVariable String town, @PathVariable int number, @PathVariable String indicator, Person person,
                     @RequestParam(defaultValue = "0") int edition, @RequestParam(defaultValue = "?") String to,
                     @RequestParam(defaultValue = "") List<String> year, @RequestParam(defaultValue = "") List<String> value,
                     HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        Indicator known = indicators.find(indicator).orElseThrow(NotFound::new);
        Row row = Optional.ofNullable(tree.rows().get(Place.key(indicator))).orElseThrow(NotFound::new);
        String at = Objects.requireNonNull(row.content().place()).node();
        Goals goals = goals(known, tree.draft(), year, value);
        if (!to.isEmpty() && tree.node(to).isEmpty()) {
            return refuse(number, at, person, "plan.node.move.problem", null, response, model);
        }
        if (goals.problem() != null) {
            return refuse(number, at, person, goals.problem(), null, response, model);
        }
        return act(number, Place.key(indicator), person, edition, "indicator", town, response, model, sketch -> {
            if (to.isEmpty()) {
                sketch.remove(Place.key(indicator));
            } else {
                sketch.hangIndicator(indicator, to, goals.goals());
            }
            return new Outcome.Kept(to.isEmpty() ? at : to);
        });
    }

    /** @param problem message key, null where all can be read */
    private record Goals(List<Goal> goals, @Nullable String problem) {
    }

    /** A target is of a year of the draft that has none yet: one that stands is changed with its reason, elsewhere. */
    private Goals goals(Indicator indicator, Draft draft, List<String> years, List<String> values) {
        Map<String, String> goals = new LinkedHashMap<>();
        List<Period> standing = indicators.standing(List.of(indicator)).getFirst().goals().stream().map(goal -> goal.figure().period()).toList();
        for (int at = 0; at < Math.min(years.size(), values.size()); at++) {
            String typed = Typed.clean(values.get(at));
            if (years.get(at).isBlank() && typed.isEmpty()) {
                continue;
            }
            Optional<Integer> year = DraftController.year(years.get(at));
            Optional<String> value = List.of("増加", "減少").contains(typed) ? Optional.of(typed)
                    : Typed.number(typed, indicator.unit()).map(BigDecimal::toPlainString);
            if (year.isEmpty() || value.isEmpty()) {
                return new Goals(List.of(), "plan.goal.problem");
            }
            Period period = Period.parse(switch (indicator.basis()) {
                case FISCAL -> "FY";
                case CALENDAR -> "CY";
                case AS_OF, NONE -> "";
            } + year.get());
            if (!Drafting.within(period, draft.span())) {
                return new Goals(List.of(), "plan.goal.outside");
            }
            if (standing.contains(period) || goals.put(period.notation(), value.get()) != null) {
                return new Goals(List.of(), "plan.goal.standing");
            }
        }
        return new Goals(goals.entrySet().stream().map(goal -> new Goal(goal.getKey(), goal.getValue())).toList(), null);
    }
}
