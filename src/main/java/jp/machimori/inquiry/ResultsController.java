package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 取組の結果。What divisions answered, for everybody, once an inquiry is closed; every number opens into its figure. */
@Controller
@RequestMapping("/{town}/results")
@Transactional(readOnly = true)
class ResultsController {

    /** Measures on one page. */
    private static final int PAGE = 50;

    private final Inquiries inquiries;
    private final Questions questions;
    private final AnswerPages pages;
    private final Holding holding;
    private final Figures figures;

    ResultsController(Inquiries inquiries, Questions questions, AnswerPages pages, Holding holding, Figures figures) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.pages = pages;
        this.holding = holding;
        this.figures = figures;
    }

    /** A piece of a line: words, or a number with the address of its figure. */
    record Piece(String text, @Nullable String path) {
    }

    /** 【課名】 and its lines. */
    record Said(String division, List<List<Piece>> lines) {
    }

    /** 一つの施策の結果。 */
    record Measure(String node, AnswerPages.Place place, String parties, List<Said> results, List<Said> plans) {
    }

    @GetMapping
    String years(Model model) {
        model.addAttribute("inquiries", inquiries.all().stream().filter(Inquiry::isClosed).toList());
        return "inquiry/years";
    }

    /** 一つの施策の年ごとの結果。 */
    record Year(Inquiry inquiry, List<Measure> measures) {
    }

    @GetMapping("/measure/{node}")
    String years(@PathVariable String node, Locale locale, Model model) {
        AnswerPages.Place place = pages.place(node).orElseThrow(NotFound::new);
        model.addAttribute("node", node);
        model.addAttribute("spot", place);
        model.addAttribute("years", inquiries.all().stream().filter(Inquiry::isClosed).map(inquiry -> new Year(inquiry, measures(inquiry, List.of(node), locale)))
                .filter(year -> !year.measures().isEmpty()).toList());
        return "inquiry/measure";
    }

    /** 聞いた施策。 */
    private record Asked(Inquiry inquiry, String node) {
    }

    @GetMapping("/{year}")
    String year(@PathVariable String year, @RequestParam(defaultValue = "0") int from, Locale locale, Model model) {
        List<Inquiry> of = closed(year);
        List<Asked> all = of.stream().flatMap(inquiry -> questions.nodes(inquiry.id()).stream().map(node -> new Asked(inquiry, node))).toList();
        int start = Math.clamp(from, 0, all.size());
        List<Asked> shown = all.subList(start, Math.min(all.size(), start + PAGE));
        model.addAttribute("inquiry", of.getFirst());
        model.addAttribute("measures", of.stream().flatMap(inquiry -> measures(inquiry, shown.stream().filter(one -> one.inquiry().equals(inquiry))
                .map(Asked::node).toList(), locale).stream()).toList());
        model.addAttribute("next", start + PAGE < all.size() ? start + PAGE : null);
        return "inquiry/results";
    }

    @GetMapping("/{year}/{node}")
    String measure(@PathVariable String year, @PathVariable String node, Locale locale, Model model) {
        List<Inquiry> of = closed(year);
        List<Measure> measures = of.stream().flatMap(inquiry -> measures(inquiry, List.of(node), locale).stream()).toList();
        if (measures.isEmpty()) {
            throw new NotFound();
        }
        model.addAttribute("inquiry", of.getFirst());
        model.addAttribute("measures", measures);
        return "inquiry/results";
    }

    private List<Inquiry> closed(String year) {
        List<Inquiry> of = inquiries.all().stream().filter(Inquiry::isClosed).filter(inquiry -> inquiry.year().notation().equals(year)).toList();
        if (of.isEmpty()) {
            throw new NotFound();
        }
        return of;
    }

    private List<Measure> measures(Inquiry inquiry, List<String> nodes, Locale locale) {
        List<Question> asked = questions.about(inquiry.id(), nodes);
        Map<UUID, Answer> answers = questions.counted(asked);
        Renaming renaming = holding.renaming();
        Map<String, AnswerPages.Place> places = pages.places(inquiry);
        Map<Line, List<Figure>> known = figures.of(asked.stream().flatMap(question -> question.slots().stream())
                .flatMap(slot -> Stream.of(Half.values()).map(half -> renaming.line(slot, inquiry.year(half)))).distinct().toList());
        Map<String, List<Question>> byNode = new LinkedHashMap<>();
        asked.forEach(question -> byNode.computeIfAbsent(question.node(), any -> new ArrayList<>()).add(question));
        List<Measure> measures = new ArrayList<>();
        byNode.forEach((key, of) -> measures.add(new Measure(key, places.getOrDefault(key, new AnswerPages.Place(List.of(), key, null)),
                of.stream().map(question -> question.partyNames(renaming.divisions(), locale)).reduce((one, other) -> one + "、" + other).orElse(""),
                said(inquiry, of, answers, Half.RESULT, renaming, known), said(inquiry, of, answers, Half.PLAN, renaming, known))));
        return measures;
    }

    private static List<Said> said(Inquiry inquiry, List<Question> of, Map<UUID, Answer> answers, Half half, Renaming renaming, Map<Line, List<Figure>> known) {
        Map<String, Division> divisions = renaming.divisions();
        FiscalYear year = inquiry.year(half);
        return of.stream().filter(question -> answers.containsKey(question.id())).map(question -> new Said(question.name(year, divisions),
                Wording.lines(answers.get(question.id()).said(half), question.slots(half)).stream().map(line -> line.stream()
                        .map(piece -> new Piece(piece.text(), piece.slot() == null ? null : path(piece.slot(), half, year, renaming, known))).toList()).toList()))
                .filter(said -> !said.lines().isEmpty()).toList();
    }

    private static @Nullable String path(Slot slot, Half half, FiscalYear year, Renaming renaming, Map<Line, List<Figure>> known) {
        return known.getOrDefault(renaming.line(slot, year), List.of()).stream()
                .filter(figure -> figure.nature() == half.nature() && figure.period().equals(slot.period(year))).map(Figure::path).findFirst().orElse(null);
    }
}
