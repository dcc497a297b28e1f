package jp.machimori.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.machimori.account.Person;
import jp.machimori.ledger.Form;
import jp.machimori.ledger.Forms;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.NotFound;
import jp.machimori.shell.SearchText;
import jp.machimori.town.Division;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The programmes of a town, and each with its home. */
@Controller
@RequestMapping("/{town}/programmes")
@Transactional(readOnly = true)
class ProgrammeController {

    private static final int MOST = 1_000;

    private final Programmes programmes;
    private final Plans plans;
    private final Lineage lineage;
    private final Indicators indicators;
    private final Forms forms;
    private final Ground ground;

    ProgrammeController(Programmes programmes, Plans plans, Lineage lineage, Indicators indicators, Forms forms, Ground ground) {
        this.programmes = programmes;
        this.plans = plans;
        this.lineage = lineage;
        this.indicators = indicators;
        this.forms = forms;
        this.ground = ground;
    }

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String q, @RequestParam(defaultValue = "") String division,
                @RequestParam(defaultValue = "") String state, Model model) {
        SearchText words = SearchText.of(q, "q");
        Map<String, Division> divisions = ground.divisionsByKey();
        if (!division.isEmpty() && !divisions.containsKey(division)) {
            throw new BadParameter("division", String.join(" | ", divisions.keySet()));
        }
        if (!List.of("", "working", "planned", "offers").contains(state)) {
            throw new BadParameter("state", "working | planned | offers");
        }
        List<Programme> found = programmes.list(words, division.isEmpty() ? null : division,
                state.equals("working") ? Boolean.TRUE : state.equals("planned") ? Boolean.FALSE : null, MOST);
        model.addAttribute("programmes", state.equals("offers") ? found.stream().filter(one -> one.apply() != null).toList() : found);
        model.addAttribute("nodes", Plans.byKey(plans.nodes(), Node::key));
        model.addAttribute("divisions", divisions);
        model.addAttribute("q", words.typed());
        model.addAttribute("division", division);
        model.addAttribute("state", state);
        return "plan/programmes";
    }

    @GetMapping("/{key}")
    String programme(@PathVariable String key, @Nullable Person person, Model model) {
        Programme programme = programmes.find(key).orElseThrow(NotFound::new);
        Map<String, Node> nodes = Plans.byKey(plans.nodes(), Node::key);
        Optional<Form> form = switch (programme.home()) {
            case Home.InForm home -> forms.find(home.ref());
            case Home.InOption home -> forms.find(home.form());
            case Home.InAnswer home -> Optional.empty();
            case Home.InSeries home -> Optional.empty();
            case Home.Heading home -> Optional.empty();
        };
        model.addAttribute("programme", programme);
        List<Node> path = Plans.path(programme.node(), nodes);
        model.addAttribute("path", path);
        model.addAttribute("trail", Plans.trail(path, programme.words()));
        model.addAttribute("kin", lineage.kinship(key));
        model.addAttribute("form", form.filter(one -> one.isKnownTo(person)).orElse(null));
        model.addAttribute("hiddenForm", form.isPresent() && !form.get().isKnownTo(person));
        model.addAttribute("divisions", ground.divisionsByKey());
        model.addAttribute("contacts", ground.contacts());
        model.addAttribute("documents", ground.documentsByKey());
        model.addAttribute("standings", indicators.standing(indicators.all().stream().filter(indicator ->
                indicator.programmes().contains(key) || programme.quantities().contains(indicator.key())).toList()));
        return "plan/programme";
    }
}
