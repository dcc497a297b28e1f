package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.plan.Node;
import jp.machimori.plan.Plan;
import jp.machimori.plan.Plans;
import jp.machimori.report.Snapshot;
import jp.machimori.shell.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * 取組の結果。What divisions answered, for everybody, once an inquiry is closed; every number opens into its figure. Each plan of a year has a
 * page of its own.
 */
@Controller
@RequestMapping("/{town}/results")
@Transactional(readOnly = true)
class ResultsController {

    /** Measures on one page. */
    private static final int PAGE = 50;

    private final Inquiries inquiries;
    private final Questions questions;
    private final Choosing choosing;
    private final HeldPlans held;
    private final Telling telling;
    private final Plans plans;

    ResultsController(Inquiries inquiries, Questions questions, Choosing choosing, HeldPlans held, Telling telling, Plans plans) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.choosing = choosing;
        this.held = held;
        this.telling = telling;
        this.plans = plans;
    }

    /**
     * 計画の一年の結果。
     *
     * @param plan as it was when it was asked about
     * @param above names of what stands above each measure
     * @param numbers where the numbers in the rows come from
     */
    record Result(Inquiry inquiry, Plan plan, Map<String, List<String>> above, List<Snapshot.Row> rows, Map<UUID, Snapshot.Datum> numbers) {
    }

    /** 柱。 @param from place of its first measure in the results; @param measures how many there are */
    record Pillar(String label, int from, int measures) {
    }

    /** 計画ごとの入口。 */
    record Entry(Inquiry inquiry, Plan plan, List<Pillar> pillars) {
    }

    @GetMapping
    String years(Model model) {
        model.addAttribute("years", inquiries.all().stream().filter(Inquiry::isClosed).collect(Collectors.groupingBy(Inquiry::year,
                LinkedHashMap::new, Collectors.mapping(inquiry -> new Entry(inquiry, held.of(inquiry), List.of()), Collectors.toList()))));
        return "inquiry/years";
    }

    /** A measure year by year, whatever it was called and wherever it stood in the plans before and after. */
    @GetMapping("/measure/{node}")
    String years(@PathVariable String node, Locale locale, Model model) {
        Set<String> kin = plans.kin(node);
        List<Result> results = inquiries.all().stream().filter(Inquiry::isClosed).map(inquiry -> result(inquiry, List.copyOf(kin), locale))
                .filter(result -> !result.rows().isEmpty()).toList();
        Node spot = plans.nodes().stream().filter(one -> one.key().equals(node)).findFirst()
                .or(() -> results.stream().flatMap(result -> result.plan().nodes().stream()).flatMap(Node::all).filter(one -> one.key().equals(node)).findFirst())
                .orElseThrow(NotFound::new);
        model.addAttribute("spot", spot);
        model.addAttribute("planned", plans.nodes().stream().anyMatch(one -> one.key().equals(node)));
        model.addAttribute("results", results);
        model.addAttribute("silent", choosing.notAsked(kin).stream().filter(year -> results.stream().noneMatch(result -> result.inquiry().year().equals(year))).toList());
        return "inquiry/measure";
    }

    @GetMapping("/{year}")
    String year(@PathVariable String year, @RequestParam(defaultValue = "0") int from, Locale locale, Model model) {
        List<Inquiry> of = closed(year);
        if (of.size() == 1) {
            return page(of.getFirst(), from, locale, model);
        }
        model.addAttribute("year", of.getFirst().year());
        model.addAttribute("entries", of.stream().map(this::entry).toList());
        return "inquiry/plans";
    }

    @GetMapping("/{year}/plans/{plan}")
    String plan(@PathVariable String year, @PathVariable String plan, @RequestParam(defaultValue = "0") int from, Locale locale, Model model) {
        return page(closed(year).stream().filter(inquiry -> inquiry.plan().equals(plan)).findFirst().orElseThrow(NotFound::new), from, locale, model);
    }

    private String page(Inquiry inquiry, int from, Locale locale, Model model) {
        List<String> all = questions.nodes(inquiry.id());
        int start = Math.clamp(from, 0, all.size());
        model.addAttribute("inquiry", inquiry);
        model.addAttribute("results", List.of(result(inquiry, all.subList(start, Math.min(all.size(), start + PAGE)), locale)));
        model.addAttribute("entry", entry(inquiry));
        model.addAttribute("next", start + PAGE < all.size() ? start + PAGE : null);
        return "inquiry/results";
    }

    private Entry entry(Inquiry inquiry) {
        Plan plan = held.of(inquiry);
        List<String> asked = questions.nodes(inquiry.id());
        List<Pillar> pillars = new ArrayList<>();
        plan.nodes().forEach(pillar -> {
            Set<String> below = pillar.all().map(Node::key).collect(Collectors.toSet());
            List<String> own = asked.stream().filter(below::contains).toList();
            if (!own.isEmpty()) {
                pillars.add(new Pillar(HeldPlans.named(pillar), asked.indexOf(own.getFirst()), own.size()));
            }
        });
        return new Entry(inquiry, plan, pillars.stream().sorted(Comparator.comparingInt(Pillar::from)).toList());
    }

    @GetMapping("/{year}/{node}")
    String measure(@PathVariable String year, @PathVariable String node, Locale locale, Model model) {
        List<Result> results = closed(year).stream().map(inquiry -> result(inquiry, List.of(node), locale)).filter(result -> !result.rows().isEmpty()).toList();
        if (results.isEmpty()) {
            throw new NotFound();
        }
        model.addAttribute("inquiry", results.getFirst().inquiry());
        model.addAttribute("results", results);
        return "inquiry/results";
    }

    private List<Inquiry> closed(String year) {
        List<Inquiry> of = inquiries.all().stream().filter(Inquiry::isClosed).filter(inquiry -> inquiry.year().notation().equals(year)).toList();
        if (of.isEmpty()) {
            throw new NotFound();
        }
        return of;
    }

    private Result result(Inquiry inquiry, List<String> nodes, Locale locale) {
        Plan plan = held.of(inquiry);
        Map<String, List<Question>> byNode = questions.about(inquiry.id(), nodes).stream()
                .collect(Collectors.groupingBy(Question::node, LinkedHashMap::new, Collectors.toList()));
        Map<UUID, Snapshot.Datum> numbers = new LinkedHashMap<>();
        Telling.Told told = telling.told(inquiry, byNode.values().stream().flatMap(List::stream).toList(), numbers, locale);
        Map<String, Node> known = plan.nodes().stream().flatMap(Node::all).collect(Collectors.toMap(Node::key, node -> node));
        return new Result(inquiry, plan, HeldPlans.above(plan), byNode.entrySet().stream().filter(one -> known.containsKey(one.getKey()))
                .map(one -> told.row(known.get(one.getKey()), one.getValue())).toList(), numbers);
    }
}
