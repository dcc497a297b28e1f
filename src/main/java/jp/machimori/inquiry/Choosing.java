package jp.machimori.inquiry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.plan.Node;
import jp.machimori.plan.Plan;
import jp.machimori.shell.NotFound;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 聞く問いを選ぶ。Which of the drafted questions an inquiry asks; decided before it is opened. */
@Component
class Choosing {

    static final int PAGE = 100;

    private final Inquiries inquiries;
    private final Questions questions;
    private final Omissions omissions;
    private final Invitations invitations;
    private final HeldPlans held;
    private final Ground ground;

    Choosing(Inquiries inquiries, Questions questions, Omissions omissions, Invitations invitations, HeldPlans held, Ground ground) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.omissions = omissions;
        this.invitations = invitations;
        this.held = held;
        this.ground = ground;
    }

    /**
     * 見出し。A node of the plan with questions beneath it.
     *
     * @param level 0 for a pillar
     * @param asked how many of its questions and of those beneath are asked
     */
    record Heading(String key, String label, int level, int asked, int left) {
        public int all() {
            return asked + left;
        }
    }

    /**
     * 選ぶ一問。
     *
     * @param numbers what it asks for
     * @param twice measures under which the same division is asked for one of the same numbers
     */
    record Row(int place, boolean asked, String node, String measure, String division, List<String> numbers, List<Twice> twice) {
    }

    /** 二度聞く数。 @param measure the other one */
    record Twice(String measure, List<String> numbers) {
    }

    /**
     * 同じ見出しの問い。
     *
     * @param headings that begin here, from the pillar down
     * @param node of the last of those that they stand under; empty where they stand under none
     */
    record Group(List<Heading> headings, String node, List<Row> rows) {
    }

    /** 選ぶページ。 @param next place of the first question of the next page among all; null on the last */
    record Shown(List<Group> groups, int asked, int left, int from, @Nullable Integer next) {
        /** Places of the ticked ones, as the page was shown. */
        public String were() {
            return groups.stream().flatMap(group -> group.rows().stream()).filter(Row::asked).map(row -> String.valueOf(row.place())).collect(Collectors.joining(","));
        }
    }

    Shown shown(Inquiry inquiry, int from, Locale locale) {
        List<Questions.Spot> all = questions.spots(inquiry.id());
        int start = Math.clamp(from, 0, Math.max(0, all.size() - 1));
        List<Questions.Spot> page = all.subList(start, Math.min(all.size(), start + PAGE));
        Map<String, List<Heading>> headings = headings(held.of(inquiry), all);
        List<Group> groups = new ArrayList<>();
        List<Heading> above = List.of();
        for (Row row : page.isEmpty() ? List.<Row>of() : rows(inquiry, page, locale)) {
            List<Heading> now = headings.getOrDefault(row.node(), List.of());
            if (groups.isEmpty() || !now.equals(above)) {
                List<Heading> before = above;
                groups.add(new Group(now.stream().filter(heading -> !before.contains(heading)).toList(), now.isEmpty() ? "" : now.getLast().key(), new ArrayList<>()));
                above = now;
            }
            groups.getLast().rows().add(row);
        }
        int asked = (int) all.stream().filter(Questions.Spot::isAsked).count();
        return new Shown(groups, asked, all.size() - asked, start, start + PAGE < all.size() ? start + PAGE : null);
    }

    /** What stands above each measure. A measure is a heading itself where something is asked beneath it, or beneath one beside it. */
    private static Map<String, List<Heading>> headings(Plan plan, List<Questions.Spot> all) {
        Map<String, List<Questions.Spot>> byNode = all.stream().collect(Collectors.groupingBy(Questions.Spot::node));
        Map<String, List<Heading>> headings = new LinkedHashMap<>();
        headings(plan.nodes(), List.of(), byNode, headings);
        return headings;
    }

    private static void headings(List<Node> nodes, List<Heading> above, Map<String, List<Questions.Spot>> byNode, Map<String, List<Heading>> headings) {
        boolean parts = nodes.stream().flatMap(node -> node.all().skip(1)).anyMatch(node -> byNode.containsKey(node.key()));
        nodes.forEach(node -> {
            List<Heading> here = new ArrayList<>(above);
            if (parts) {
                List<Questions.Spot> beneath = node.all().flatMap(one -> byNode.getOrDefault(one.key(), List.of()).stream()).toList();
                int asked = (int) beneath.stream().filter(Questions.Spot::isAsked).count();
                here.add(new Heading(node.key(), HeldPlans.named(node), above.size(), asked, beneath.size() - asked));
            }
            headings.put(node.key(), here);
            headings(node.children(), here, byNode, headings);
        });
    }

    private List<Row> rows(Inquiry inquiry, List<Questions.Spot> page, Locale locale) {
        Renaming renaming = new Renaming(ground.divisionsByKey());
        List<Question> asked = questions.between(inquiry.id(), page.getFirst().place(), page.getLast().place());
        List<Question> left = omissions.between(inquiry.id(), page.getFirst().place(), page.getLast().place());
        List<Question> shown = Stream.concat(asked.stream(), left.stream()).sorted(Comparator.comparing(Question::ord)).toList();
        Map<Number, List<Question>> telling = new LinkedHashMap<>();
        Stream.concat(asked.stream(), questions.asking(inquiry.id(), shown.stream().flatMap(one -> one.slots().stream()).flatMap(renaming::lines).distinct().toList(), asked).stream())
                .sorted(Comparator.comparing(Question::ord))
                .forEach(one -> numbers(one, inquiry, renaming).forEach(number -> telling.computeIfAbsent(number, any -> new ArrayList<>()).add(one)));
        Plan plan = held.of(inquiry);
        Map<String, List<String>> above = HeldPlans.above(plan);
        Map<String, List<Node>> byLabel = plan.nodes().stream().flatMap(Node::all).collect(Collectors.groupingBy(Node::label));
        Map<String, String> measures = plan.nodes().stream().flatMap(Node::all).collect(Collectors.toMap(Node::key, node ->
                byLabel.get(node.label()).size() == 1 || above.get(node.key()).isEmpty() ? node.label() : above.get(node.key()).getLast() + " › " + node.label()));
        Set<Integer> ticked = asked.stream().map(Question::ord).collect(Collectors.toCollection(HashSet::new));
        return shown.stream().map(one -> new Row(one.ord(), ticked.contains(one.ord()), one.node(), measures.getOrDefault(one.node(), one.node()),
                Renaming.name(renaming.divisions(), one.asked(), locale), one.slots().stream().map(Slot::label).toList(), twice(one, inquiry, renaming, telling, measures))).toList();
    }

    /** 問いの数。A number of a division in one of the halves. */
    private record Number(String asked, Half half, Object line, Object period) {
    }

    private static Stream<Number> numbers(Question question, Inquiry inquiry, Renaming renaming) {
        return question.slots().stream().flatMap(slot -> numbers(question, slot, inquiry, renaming)).distinct();
    }

    private static Stream<Number> numbers(Question question, Slot slot, Inquiry inquiry, Renaming renaming) {
        return Stream.of(Half.values()).filter(slot::isAskedFor).map(half ->
                new Number(question.asked(), half, renaming.line(slot, inquiry.year(half)), slot.period(inquiry.year(half))));
    }

    private static List<Twice> twice(Question question, Inquiry inquiry, Renaming renaming, Map<Number, List<Question>> telling, Map<String, String> measures) {
        Map<String, List<String>> twice = new LinkedHashMap<>();
        question.slots().forEach(slot -> numbers(question, slot, inquiry, renaming).flatMap(number -> telling.getOrDefault(number, List.of()).stream())
                .filter(other -> other.ord() != question.ord()).map(other -> measures.getOrDefault(other.node(), other.node())).distinct()
                .forEach(measure -> twice.computeIfAbsent(measure, any -> new ArrayList<>()).add(slot.label())));
        return twice.entrySet().stream().map(one -> new Twice(one.getKey(), one.getValue())).toList();
    }

    /**
     * 選んだ結果。
     *
     * @param draft false: it was opened meanwhile, nothing was done
     * @param left measures that are not asked about any more, of one division at least
     * @param taken measures that are asked about again
     */
    record Chosen(boolean draft, List<String> left, List<String> taken) {
        boolean isChange() {
            return !left.isEmpty() || !taken.isEmpty();
        }
    }

    /**
     * Only what was ticked or unticked since the page was shown changes: a colleague's choice stays.
     *
     * @param were places that were ticked then
     * @param ticked places that are now
     * @param leave key of a heading: nothing beneath it is asked; empty for none
     * @param take key of a heading: all beneath it is asked
     */
    Chosen choose(Inquiry shown, Collection<Integer> were, Collection<Integer> ticked, String leave, String take) {
        Inquiry inquiry = inquiries.holdAlone(shown.id());
        if (inquiry.state() != Inquiry.State.DRAFT) {
            return new Chosen(false, List.of(), List.of());
        }
        Set<String> left = beneath(inquiry, leave);
        Set<String> taken = beneath(inquiry, take);
        List<Question> out = questions.of(inquiry.id()).stream().filter(one -> !taken.contains(one.node())
                && (left.contains(one.node()) || were.contains(one.ord()) && !ticked.contains(one.ord()))).toList();
        List<Question> in = omissions.of(inquiry.id()).stream().filter(one -> !left.contains(one.node())
                && (taken.contains(one.node()) || ticked.contains(one.ord()) && !were.contains(one.ord()))).toList();
        omissions.add(out);
        questions.remove(out.stream().map(Question::id).toList());
        omissions.remove(inquiry.id(), in.stream().map(Question::ord).toList());
        questions.add(in);
        invitations.only(inquiry.id(), questions.progress(inquiry.id()).stream().map(Questions.Progress::division).toList());
        return new Chosen(true, out.stream().map(Question::node).distinct().toList(), in.stream().map(Question::node).distinct().toList());
    }

    private Set<String> beneath(Inquiry inquiry, String heading) {
        return heading.isEmpty() ? Set.of() : held.of(inquiry).nodes().stream().flatMap(Node::all).filter(node -> node.key().equals(heading)).findFirst()
                .orElseThrow(NotFound::new).all().map(Node::key).collect(Collectors.toSet());
    }

    /** Years in which the town asked nobody about these measures though it drafted questions about them, the newest first. */
    List<FiscalYear> notAsked(Collection<String> nodes) {
        Set<UUID> silent = Set.copyOf(omissions.silentAbout(nodes));
        return inquiries.all().stream().filter(one -> silent.contains(one.id())).map(Inquiry::year).distinct().toList();
    }
}
