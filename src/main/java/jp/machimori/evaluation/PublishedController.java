package jp.machimori.evaluation;

import java.util.Map;
import jp.machimori.shell.NotFound;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import jp.machimori.town.Period;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What everybody reads: the evaluations of closed years. */
@Controller
@RequestMapping("/{town}/evaluations")
@Transactional(readOnly = true)
class PublishedController {

    private final Rounds rounds;
    private final Evaluations evaluations;
    private final Ground ground;

    PublishedController(Rounds rounds, Evaluations evaluations, Ground ground) {
        this.rounds = rounds;
        this.evaluations = evaluations;
        this.ground = ground;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("rounds", rounds.closed());
        return "evaluation/published";
    }

    @GetMapping("/{plan}/{year}")
    String one(@PathVariable String plan, @PathVariable String year, Model model) {
        Round round = rounds.closed(plan, year(year)).orElseThrow(NotFound::new);
        Map<String, Evaluation> newest = evaluations.newest(round);
        model.addAttribute("round", round);
        model.addAttribute("groups", Group.of(round, newest, subject -> true));
        model.addAttribute("done", round.subjects().stream().filter(subject -> newest.containsKey(subject.key())).count());
        model.addAttribute("divisions", ground.divisionsByKey());
        return "evaluation/published-round";
    }

    /** @throws NotFound when the text is no fiscal year, as {@code FY2025} */
    static FiscalYear year(String text) {
        try {
            return Period.parse(text) instanceof FiscalYear year && year.notation().equals(text) ? year : refuse();
        } catch (IllegalArgumentException none) {
            throw new NotFound();
        }
    }

    private static FiscalYear refuse() {
        throw new NotFound();
    }
}
