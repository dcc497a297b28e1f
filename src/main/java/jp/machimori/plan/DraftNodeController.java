package jp.machimori.plan;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
import jp.machimori.plan.DraftTree.Row;
import jp.machimori.plan.Drafting.Act;
import jp.machimori.plan.Drafting.Outcome;
import jp.machimori.plan.Sketch.Text;
import jp.machimori.shell.NotFound;
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

/** One measure of a draft, and what can be done with it. */
@Controller
@RequestMapping("/{town}/office/plans/{number}")
@Transactional(readOnly = true)
class DraftNodeController {

    private final Drafts drafts;
    private final Drafting drafting;
    private final DraftDesk desk;
    private final DraftPages pages;

    DraftNodeController(Drafts drafts, Drafting drafting, DraftDesk desk, DraftPages pages) {
        this.drafts = drafts;
        this.drafting = drafting;
        this.desk = desk;
        this.pages = pages;
    }

    @GetMapping("/nodes/{key}")
    String node(@PathVariable int number, @PathVariable String key, Person person, @RequestParam(defaultValue = "") String done, Model model) {
        DraftTree tree = desk.look(number, person);
        Row row = tree.node(key).orElseThrow(NotFound::new);
        return pages.node(tree, row, DraftPages.Typing.of(Objects.requireNonNull(row.content().node()), row.edition()), person, done, null, model);
    }

    @PostMapping("/nodes/{key}")
    @Transactional
    String edit(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person, @ModelAttribute DraftPages.Typing typing,
                HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        Text text = typing.text();
        if (!pages.isGood(text)) {
            return pages.refuse(number, key, person, "plan.node.label.problem", typing, response, model);
        }
        if (tree.node(key).isEmpty() && drafts.last(tree.draft(), key).isEmpty()) {
            throw new NotFound();
        }
        return pages.answer(tree, drafting.change(new Act(tree.draft(), person, "edited", key, typing.edition()), sketch -> {
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
        if (clean.isEmpty() || clean.length() > DraftPages.LONGEST || !parent.isEmpty() && tree.node(parent).isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            pages.common(tree, person, "", "plan.node.label.problem", model);
            model.addAttribute("parents", DraftPages.choices(tree.plan()));
            model.addAttribute("parent", parent);
            return "plan/draft-add";
        }
        return pages.act(number, "", person, 0, "added", town, response, model,
                sketch -> new Outcome.Kept(sketch.add(parent.isEmpty() ? null : parent, clean)));
    }

    @PostMapping("/nodes/{key}/order")
    @Transactional
    String order(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person, @RequestParam(defaultValue = "0") int edition,
                 @RequestParam(defaultValue = "") String to, HttpServletResponse response, Model model) {
        if (!List.of("up", "down").contains(to)) {
            return pages.refuse(number, key, person, "plan.node.order.problem", null, response, model);
        }
        return pages.act(number, key, person, edition, "ordered", town, response, model, sketch -> {
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
            return pages.refuse(number, key, person, "plan.node.move.problem", null, response, model);
        }
        return pages.act(number, key, person, edition, "moved", town, response, model, sketch -> {
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
            return pages.refuse(number, key, person, "plan.node.merge.problem", null, response, model);
        }
        return pages.act(number, key, person, edition, "merged", town, response, model, sketch -> {
            sketch.merge(key, other);
            return new Outcome.Kept(key);
        });
    }

    @PostMapping("/nodes/{key}/split")
    @Transactional
    String split(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person, @RequestParam(defaultValue = "0") int edition,
                 @RequestParam(defaultValue = "") String label, @RequestParam(defaultValue = "") Set<String> taken, HttpServletResponse response, Model model) {
        String clean = Typed.clean(label);
        if (clean.isEmpty() || clean.length() > DraftPages.LONGEST || taken.isEmpty()) {
            return pages.refuse(number, key, person, "plan.node.split.problem", null, response, model);
        }
        return pages.act(number, key, person, edition, "split", town, response, model, sketch -> new Outcome.Kept(sketch.split(key, clean, taken)));
    }

    @PostMapping("/nodes/{key}/retire")
    @Transactional
    String retire(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person,
                  @RequestParam(defaultValue = "0") int edition, HttpServletResponse response, Model model) {
        return pages.act(number, key, person, edition, "retired", town, response, model, sketch -> {
            sketch.retire(key);
            return new Outcome.Kept(null);
        });
    }
}
