package jp.machimori.inquiry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import jp.machimori.figures.Line;
import jp.machimori.ledger.Typed;
import jp.machimori.plan.Indicator;
import jp.machimori.plan.Indicators;
import jp.machimori.plan.Node;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import jp.machimori.shell.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Which number counts where divisions report different ones; decided before an inquiry is closed. */
@Controller
@RequestMapping("/{town}/office/inquiries/{id}")
class SettlingController {

    private static final String SUM = "sum";

    private final Inquiries inquiries;
    private final Questions questions;
    private final Answers answers;
    private final Ground ground;
    private final Settlements settlements;
    private final HeldPlans held;
    private final Indicators indicators;
    private final Audit audit;

    SettlingController(Inquiries inquiries, Questions questions, Answers answers, Ground ground, Settlements settlements, HeldPlans held, Indicators indicators, Audit audit) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.answers = answers;
        this.ground = ground;
        this.settlements = settlements;
        this.held = held;
        this.indicators = indicators;
        this.audit = audit;
    }

    /**
     * 食い違う数。
     *
     * @param settlement what was decided; null: nothing, or before other numbers came
     * @param sum of what all say; null where they cannot be added
     * @param notes of the indicators that go by the number
     */
    record Dispute(ToldNumber told, @Nullable Settlement settlement, List<Voice> voices, @Nullable String sum, List<Words> notes) {
    }

    /** だれが何と答えたか。 @param measure that it was asked about */
    record Voice(UUID question, String division, String measure, String label, String value) {
    }

    /** What was typed about one of them, and what is wrong with it. */
    record Typing(String half, String line, String period, String counts, String reason, String problem) {
        public boolean isOf(ToldNumber told) {
            return told.isNamed(half, line, period);
        }
    }

    @GetMapping("/settle")
    @Transactional(readOnly = true)
    ModelAndView disputes(@PathVariable UUID id, Person person, @RequestParam(required = false) @Nullable String done, Locale locale) {
        ModelAndView page = page(inquiries.kept(id, person), null, locale);
        page.addObject("done", done);
        return page;
    }

    private ModelAndView page(Inquiry inquiry, @Nullable Typing typing, Locale locale) {
        Renaming renaming = new Renaming(ground.divisionsByKey());
        List<Question> asked = questions.of(inquiry.id());
        List<Settlement> settled = settlements.of(inquiry.id());
        Map<String, String> labels = new HashMap<>();
        held.of(inquiry).nodes().stream().flatMap(Node::all).forEach(node -> labels.put(node.key(), node.label()));
        Map<Line, List<Words>> notes = indicators.all().stream().filter(indicator -> indicator.noteWords() != null)
                .collect(Collectors.groupingBy(Indicator::line, Collectors.mapping(Indicator::noteWords, Collectors.toList())));
        ModelAndView page = new ModelAndView("inquiry/settle");
        page.addObject("inquiry", inquiry);
        page.addObject("typing", typing);
        List<Dispute> disputes = ToldNumber.of(inquiry, asked, answers.standing(inquiry, asked), renaming).stream()
                .filter(ToldNumber::isDisputed).map(told -> new Dispute(told, settled.stream().filter(one -> one.given(told).isPresent()).findFirst().orElse(null),
                        told.tellers().stream().map(teller -> new Voice(teller.question().id(), teller.question().name(inquiry.year(told.half()), renaming.divisions()),
                                labels.getOrDefault(teller.question().node(), teller.question().node()), teller.slot().label(),
                                teller.given().value().label(locale, teller.slot().unit()))).toList(), sum(told, locale), notes.getOrDefault(told.line(), List.of()))).toList();
        page.addObject("disputes", disputes);
        page.addObject("gone", typing != null && disputes.stream().noneMatch(dispute -> typing.isOf(dispute.told())));
        return page;
    }

    private static @Nullable String sum(ToldNumber told, Locale locale) {
        return new Settlement(told.half(), told.line().notation(), told.period().notation(), null, "", told.seen(), "").among(told)
                .map(sum -> sum.value().label(locale, told.first().slot().unit())).orElse(null);
    }

    /** @param counts id of the question whose number counts, or {@code sum} */
    @PostMapping("/settle")
    @Transactional
    ModelAndView settle(@RequestAttribute Town town, @PathVariable UUID id, Person person, @RequestParam(defaultValue = "") String half,
                        @RequestParam(defaultValue = "") String line, @RequestParam(defaultValue = "") String period,
                        @RequestParam(defaultValue = "") String counts,
                        @RequestParam(defaultValue = "") String reason, @RequestParam(defaultValue = "") String seen, Locale locale) {
        inquiries.kept(id, person);
        Inquiry inquiry = inquiries.holdOpen(id);       // what is closed is decided
        List<Question> asked = questions.of(id);
        ToldNumber told = ToldNumber.of(inquiry, asked, answers.newest(asked), new Renaming(ground.divisionsByKey())).stream().filter(ToldNumber::isDisputed)
                .filter(one -> one.isNamed(half, line, period)).findFirst().orElse(null);
        String why = Typed.clean(reason).replace('\n', ' ');
        String problem = told == null || !inquiry.isOpen() || !told.seen().equals(seen.replace("\r\n", "\n")) ? "inquiry.settle.changed"
                : told.tellers().stream().noneMatch(teller -> teller.question().id().toString().equals(counts)) && !(counts.equals(SUM) && told.isAddable()) ? "inquiry.settle.choose"
                : counts.equals(SUM) && why.isEmpty() || why.length() > 500 ? "inquiry.settle.reason.missing" : "";
        if (told == null || !problem.isEmpty()) {
            ModelAndView page = page(inquiry, new Typing(half, line, period, counts, reason, problem), locale);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        settlements.settle(id, new Settlement(told.half(), line, period, counts.equals(SUM) ? null : UUID.fromString(counts), why, told.seen(), person.displayName()));
        audit.note(person, "inquiry.settled", inquiry.path(), Map.of("line", line));
        return new ModelAndView("redirect:/" + town.key() + inquiry.path() + "/settle?done=settled");
    }
}
