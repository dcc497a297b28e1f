package jp.machimori.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.machimori.account.Audit;
import jp.machimori.account.Faults;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.NotFound;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Writes evaluations: all staff read them, the divisions that answer for a subject write it, an administrator closes the year. */
@Controller
@RequestMapping("/{town}/office/evaluations")
class EvaluationController {

    private static final int LONGEST = 4_000;
    private static final Set<String> SHOWN = Set.of("", "mine", "waiting");
    private static final Set<String> DONE = Set.of("saved", "nothing", "corrected", "closed");

    private final Rounds rounds;
    private final Evaluations evaluations;
    private final Ground ground;
    private final Audit audit;
    private final Faults faults;

    EvaluationController(Rounds rounds, Evaluations evaluations, Ground ground, Audit audit, Faults faults) {
        this.rounds = rounds;
        this.evaluations = evaluations;
        this.ground = ground;
        this.audit = audit;
        this.faults = faults;
    }

    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView list(Person person) {
        return new ModelAndView("evaluation/rounds").addObject("rounds", rounds.progress()).addObject("carried", rounds.carried());
    }

    @GetMapping("/{plan}/{year}")
    @Transactional(readOnly = true)
    ModelAndView round(@PathVariable String plan, @PathVariable String year, @RequestParam(defaultValue = "") String show,
                       @RequestParam(defaultValue = "") String done, Person person) {
        if (!SHOWN.contains(show)) {
            throw new BadParameter("show", "mine | waiting");
        }
        Round round = require(plan, year);
        Map<String, Evaluation> newest = evaluations.newest(round);
        ModelAndView page = new ModelAndView("evaluation/round");
        page.addObject("round", round);
        page.addObject("groups", Group.of(round, newest, subject -> switch (show) {
            case "mine" -> mayWrite(person, subject);
            case "waiting" -> !newest.containsKey(subject.key());
            default -> true;
        }));
        page.addObject("evaluated", evaluated(round, newest));
        page.addObject("mine", round.subjects().stream().filter(subject -> mayWrite(person, subject)).count());
        page.addObject("divisions", ground.divisionsByKey());
        page.addObject("carried", rounds.carried(round).orElse(null));
        page.addObject("show", show);
        page.addObject("done", DONE.contains(done) ? done : null);
        return page;
    }

    private static int evaluated(Round round, Map<String, Evaluation> newest) {
        return (int) round.subjects().stream().filter(subject -> newest.containsKey(subject.key())).count();
    }

    private Round require(String plan, String year) {
        return rounds.find(plan, PublishedController.year(year)).orElseThrow(NotFound::new);
    }

    private static boolean mayWrite(Person person, Subject subject) {
        return person.mayWrite(subject.divisions());
    }

    @GetMapping("/{plan}/{year}/subjects/{key}")
    @Transactional(readOnly = true)
    ModelAndView subject(@PathVariable String plan, @PathVariable String year, @PathVariable String key, Person person) {
        Round round = require(plan, year);
        Subject subject = round.subject(key).orElseThrow(NotFound::new);
        List<Evaluation> versions = evaluations.versions(round, key);
        Evaluation last = versions.isEmpty() ? null : versions.getFirst();
        return page(round, subject, versions, last == null ? 0 : last.version(), last == null ? new Evaluation.Draft("", "", "", "")
                : new Evaluation.Draft(last.mark(), last.comment(), last.next(), ""), Map.of(), mayWrite(person, subject), HttpStatus.OK);
    }

    @PostMapping("/{plan}/{year}/subjects/{key}")
    @Transactional
    ModelAndView write(@RequestAttribute Town town, @PathVariable String plan, @PathVariable String year, @PathVariable String key,
                       Person person, @RequestParam(defaultValue = "0") int version, @RequestParam(defaultValue = "") String mark,
                       @RequestParam(defaultValue = "") String comment, @RequestParam(defaultValue = "") String next,
                       @RequestParam(defaultValue = "") String reason) {
        Round round = require(plan, year);
        Subject subject = round.subject(key).orElseThrow(NotFound::new);
        if (!mayWrite(person, subject)) {
            throw new Forbidden("evaluation.forbidden.division");
        }
        Evaluation.Draft draft = new Evaluation.Draft(mark, Typed.clean(comment), Typed.clean(next), Typed.clean(reason).replace('\n', ' '));
        Map<String, String> wrong = wrong(round, draft);
        if (!wrong.isEmpty()) {
            return page(round, subject, evaluations.versions(round, key), version, draft, wrong, true, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return switch (evaluations.write(round, key, version, division(person, subject), draft, person)) {
            case Evaluation.Written.Made made -> {
                boolean corrected = made.now().reason() != null;
                audit.note(person, corrected ? "evaluation.corrected" : "evaluation.written", round.officePath() + "/subjects/" + key,
                        Map.of("mark", made.now().mark(), "version", made.now().version()));
                yield back(town, round, corrected ? "corrected" : "saved", key);
            }
            case Evaluation.Written.Nothing nothing -> back(town, round, "nothing", key);
            case Evaluation.Written.Overtaken overtaken -> {
                ModelAndView page = new ModelAndView("evaluation/conflict");
                page.setStatus(HttpStatus.CONFLICT);
                page.addObject("round", round);
                page.addObject("subject", subject);
                page.addObject("standing", overtaken.now());
                page.addObject("draft", draft);
                yield page;
            }
            case Evaluation.Written.NeedsReason needed -> page(require(plan, year), subject, evaluations.versions(round, key), version, draft,
                    Map.of("reason", "evaluation.bad.reason"), true, HttpStatus.UNPROCESSABLE_CONTENT);
        };
    }

    private static Map<String, String> wrong(Round round, Evaluation.Draft draft) {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (round.scale().mark(draft.mark()).isEmpty()) {
            wrong.put("mark", "evaluation.bad.mark");
        }
        Map.of("comment", draft.comment(), "next", draft.next(), "reason", draft.reason()).entrySet().stream().sorted(Map.Entry.comparingByKey())
                .filter(text -> text.getValue().length() > LONGEST).forEach(text -> wrong.put(text.getKey(), "evaluation.bad.long"));
        return wrong;
    }

    /** The person's own division among those that answer for it, or through which they are asked; of an administrator without one the first. */
    private static String division(Person person, Subject subject) {
        return subject.divisions().stream().filter(person.own()::contains).findFirst()
                .or(() -> person.own().stream().filter(own -> !Collections.disjoint(person.divisions(), subject.divisions())).sorted().findFirst())
                .or(() -> subject.divisions().stream().findFirst()).orElse("");
    }

    private ModelAndView page(Round round, Subject subject, List<Evaluation> versions, int version, Evaluation.Draft draft,
                              Map<String, String> wrong, boolean writable, HttpStatus status) {
        ModelAndView page = new ModelAndView("evaluation/subject");
        page.setStatus(status);
        page.addObject("round", round);
        page.addObject("subject", subject);
        page.addObject("line", Group.Line.of(round, subject, versions.isEmpty() ? null : versions.getFirst()));
        page.addObject("versions", versions);
        page.addObject("version", version);
        page.addObject("draft", draft);
        Model shown = new ExtendedModelMap();
        faults.show(wrong, shown, LONGEST);
        page.addAllObjects(shown.asMap());
        page.addObject("writable", writable);
        page.addObject("divisions", ground.divisionsByKey());
        page.addObject("following", following(round, subject));
        return page;
    }

    /** The one after it, to go on with; null after the last. */
    private static @Nullable Subject following(Round round, Subject subject) {
        int at = round.subjects().indexOf(subject) + 1;
        return at < round.subjects().size() ? round.subjects().get(at) : null;
    }

    private static ModelAndView back(Town town, Round round, String done, String key) {
        return new ModelAndView("redirect:/" + town.key() + round.officePath() + "?done=" + done + "#" + key);
    }

    @GetMapping("/{plan}/{year}/closing")
    @Transactional(readOnly = true)
    ModelAndView asking(@RequestAttribute Town town, @PathVariable String plan, @PathVariable String year, Person person) {
        Round round = closable(plan, year, person);
        Map<String, Evaluation> newest = evaluations.newest(round);
        ModelAndView page = new ModelAndView("evaluation/closing");
        page.addObject("round", round);
        page.addObject("evaluated", evaluated(round, newest));
        page.addObject("missing", round.subjects().stream().filter(subject -> !newest.containsKey(subject.key())).toList());
        page.addObject("unreasoned", round.subjects().stream().filter(subject -> newest.containsKey(subject.key()) && newest.get(subject.key()).isUnreasoned(subject.proposal())).toList());
        return page;
    }

    @PostMapping("/{plan}/{year}/closing")
    @Transactional
    ModelAndView close(@RequestAttribute Town town, @PathVariable String plan, @PathVariable String year, Person person) {
        Round round = closable(plan, year, person);
        FiscalYear closed = round.year();
        if (rounds.close(plan, closed, person)) {
            audit.note(person, "evaluation.closed", round.officePath(), Map.of("subjects", round.subjects().size()));
        }
        return new ModelAndView("redirect:/" + town.key() + round.officePath() + "?done=closed");
    }

    private Round closable(String plan, String year, Person person) {
        Round round = require(plan, year);
        if (!person.isAdministrator()) {
            throw new Forbidden("evaluation.forbidden.closing");
        }
        return round;
    }
}
