package jp.machimori.plan;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Optional;
import jp.machimori.account.Person;
import jp.machimori.ledger.Typed;
import jp.machimori.plan.DraftTree.Row;
import jp.machimori.plan.Drafting.Act;
import jp.machimori.plan.Drafting.Outcome;
import jp.machimori.plan.Sketch.Text;
import jp.machimori.shell.NotFound;
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

/** One programme of a draft, and what can be done with it. */
@Controller
@RequestMapping("/{town}/office/plans/{number}")
@Transactional(readOnly = true)
class DraftProgrammeController {

    private final Drafts drafts;
    private final Drafting drafting;
    private final DraftDesk desk;
    private final DraftPages pages;

    DraftProgrammeController(Drafts drafts, Drafting drafting, DraftDesk desk, DraftPages pages) {
        this.drafts = drafts;
        this.drafting = drafting;
        this.desk = desk;
        this.pages = pages;
    }

    @GetMapping("/programmes/{key}")
    String programme(@PathVariable int number, @PathVariable String key, Person person, Model model) {
        DraftTree tree = desk.look(number, person);
        Row row = tree.programme(key).orElseThrow(NotFound::new);
        return programme(tree, row, DraftPages.Typing.of(Objects.requireNonNull(row.content().programme()), row.edition()), person, null, model);
    }

    private String programme(DraftTree tree, Row row, DraftPages.Typing typing, Person person, @Nullable String refused, Model model) {
        Programme programme = Objects.requireNonNull(row.content().programme());
        pages.common(tree, person, "", refused, model);
        model.addAttribute("programme", programme);
        model.addAttribute("row", row);
        model.addAttribute("typing", typing);
        model.addAttribute("path", Plans.path(programme.node(), Plans.byKey(tree.nodes(), Node::key)));
        model.addAttribute("origins", pages.origins(row, tree.draft()));
        model.addAttribute("others", DraftPages.choices(tree.plan()));
        return "plan/draft-programme";
    }

    @PostMapping("/programmes/{key}")
    @Transactional
    String writeProgramme(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person, @ModelAttribute DraftPages.Typing typing,
                          @RequestParam(defaultValue = "") String node, HttpServletResponse response, Model model) {
        DraftTree tree = desk.open(number, person);
        Text text = typing.text();
        Optional<Row> row = tree.programme(key);
        if (row.isEmpty() && drafts.last(tree.draft(), key).isEmpty()) {
            throw new NotFound();
        }
        if (row.isPresent() && (!pages.isGood(text) || tree.node(node).isEmpty())) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return programme(tree, row.get(), typing, person, "plan.node.label.problem", model);
        }
        return pages.answer(tree, drafting.change(new Act(tree.draft(), person, "programme", key, typing.edition()), sketch -> {
            sketch.writeProgramme(key, text, node);
            return new Outcome.Kept(node);
        }), "programme", person, town, typing, response, model);
    }

    @PostMapping("/nodes/{key}/programmes")
    @Transactional
    String addProgramme(@PathVariable String town, @PathVariable int number, @PathVariable String key, Person person,
                        @RequestParam(defaultValue = "") String label, HttpServletResponse response, Model model) {
        String clean = Typed.clean(label);
        if (clean.isEmpty() || clean.length() > DraftPages.LONGEST) {
            return pages.refuse(number, key, person, "plan.node.label.problem", null, response, model);
        }
        if (desk.open(number, person).node(key).isEmpty()) {
            throw new NotFound();
        }
        return pages.act(number, "", person, 0, "programme", town, response, model, sketch -> {
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
        return pages.answer(tree, drafting.change(new Act(tree.draft(), person, "retired", key, edition), sketch -> {
            sketch.remove(key);
            return new Outcome.Kept(null);
        }), "retired", person, town, null, response, model);
    }
}
