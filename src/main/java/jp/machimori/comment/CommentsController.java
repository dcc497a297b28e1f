package jp.machimori.comment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.account.Person;
import jp.machimori.shell.Cells;
import jp.machimori.shell.FileName;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Division;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What everybody reads: consultations, their drafts, their results. The staff of the responsible division sees the same
 * pages before they are published.
 */
@Controller
@RequestMapping("/{town}/comments")
@Transactional(readOnly = true)
class CommentsController {

    private final Consultations consultations;
    private final Comments comments;
    private final Topics topics;
    private final Ground ground;
    private final MessageSource messages;
    private final Clock clock;

    CommentsController(Consultations consultations, Comments comments, Topics topics, Ground ground, MessageSource messages, Clock clock) {
        this.consultations = consultations;
        this.comments = comments;
        this.topics = topics;
        this.ground = ground;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String list(Model model) {
        List<Consultation> all = consultations.published();
        LocalDate today = LocalDate.now(clock);
        model.addAttribute("byStage", all.stream().collect(Collectors.groupingBy(one -> one.stage(today).key())));
        model.addAttribute("today", today);
        return "comment/list";
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, @Nullable Person person, Model model) {
        Consultation one = visible(id, person);
        show(one, model);
        model.addAttribute("sections", consultations.sections(id, "draft"));
        model.addAttribute("file", consultations.fileName(id).orElse(null));
        Division division = ground.divisionsByKey().get(one.division());
        model.addAttribute("division", division);
        return "comment/one";
    }

    @GetMapping("/{id}/file")
    ResponseEntity<byte[]> file(@PathVariable UUID id, @Nullable Person person) {
        visible(id, person);
        Attachment file = consultations.file(id).orElseThrow(NotFound::new);
        return ResponseEntity.ok().header("Content-Type", file.mediaType())
                .header("Content-Disposition", FileName.given(file.name(), "draft").attachment())
                .body(file.content());
    }

    @GetMapping("/{id}/result")
    String result(@PathVariable UUID id, @Nullable Person person, Model model) {
        Consultation one = answered(id, person);
        show(one, model);
        model.addAttribute("result", result(id));
        model.addAttribute("sections", headings(id));
        model.addAttribute("hasFinal", !consultations.sections(id, "final").isEmpty());
        return "comment/result";
    }

    @GetMapping("/{id}/result.csv")
    ResponseEntity<byte[]> resultFile(@PathVariable UUID id, @RequestAttribute Town town, @Nullable Person person, Locale locale) {
        answered(id, person);
        var headings = headings(id);
        List<List<?>> rows = new ArrayList<>();
        rows.add(List.of(word("comment.topic.number", locale), word("comment.topic.section", locale), word("comment.topic.gist", locale),
                word("comment.topic.count", locale), messages.getMessage("comment.topic.view", new Object[] {town.nameIn(locale)}, locale),
                word("comment.topic.outcome", locale), word("comment.topic.changed", locale), word("comment.topic.where", locale)));
        int number = 0;
        for (Topic topic : result(id).topics()) {
            number++;
            rows.add(List.of(number, topic.section() == null ? "" : headings.getOrDefault(topic.section(), ""), topic.gist(), topic.opinions(),
                    topic.view(), topic.outcome(), word(topic.changed() ? "comment.changed.yes" : "comment.changed.no", locale), topic.changedWhere()));
        }
        return csv(rows, "result");
    }

    @GetMapping("/{id}/changes")
    String changes(@PathVariable UUID id, @Nullable Person person, Model model) {
        Consultation one = answered(id, person);
        show(one, model);
        model.addAttribute("pairs", pairs(id));
        return "comment/changes";
    }

    @GetMapping("/{id}/changes.csv")
    ResponseEntity<byte[]> changesFile(@PathVariable UUID id, @Nullable Person person, Locale locale) {
        answered(id, person);
        List<List<?>> rows = new ArrayList<>();
        rows.add(List.of(word("comment.change.kind", locale), word("comment.change.before.heading", locale), word("comment.change.before", locale),
                word("comment.change.after.heading", locale), word("comment.change.after", locale)));
        for (Difference.Pair pair : pairs(id)) {
            rows.add(List.of(word("comment.change." + pair.kind(), locale), pair.before() == null ? "" : pair.before().heading(),
                    pair.before() == null ? "" : pair.before().body(), pair.after() == null ? "" : pair.after().heading(),
                    pair.after() == null ? "" : pair.after().body()));
        }
        return csv(rows, "changes");
    }

    private void show(Consultation one, Model model) {
        LocalDate today = LocalDate.now(clock);
        model.addAttribute("one", one);
        model.addAttribute("stage", one.stage(today).key());
        model.addAttribute("today", today);
    }

    /** No final text means that the draft stands. */
    private List<Difference.Pair> pairs(UUID id) {
        List<Section> draft = consultations.sections(id, "draft");
        List<Section> last = consultations.sections(id, "final");
        return Difference.between(draft, last.isEmpty() ? draft : last);
    }

    private Result result(UUID id) {
        return Result.of(comments.of(id), comments.opinions(id), topics.of(id));
    }

    private Map<Integer, String> headings(UUID id) {
        return consultations.sections(id, "draft").stream().collect(Collectors.toMap(Section::number, Section::heading));
    }

    private Consultation visible(UUID id, @Nullable Person person) {
        return consultations.byId(id).filter(one -> one.stage(LocalDate.now(clock)) != Consultation.Stage.PREPARED || isOwn(one, person))
                .orElseThrow(NotFound::new);
    }

    private Consultation answered(UUID id, @Nullable Person person) {
        return consultations.byId(id).filter(one -> one.stage(LocalDate.now(clock)) == Consultation.Stage.ANSWERED || isOwn(one, person))
                .orElseThrow(NotFound::new);
    }

    private static boolean isOwn(Consultation one, @Nullable Person person) {
        return person != null && person.mayWrite(List.of(one.division()));
    }

    private String word(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    private static ResponseEntity<byte[]> csv(List<List<?>> rows, String name) {
        StringBuilder text = new StringBuilder("\uFEFF");
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            for (List<?> row : rows) {
                printer.printRecord(row.stream().map(Cells::harmless).toList());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return ResponseEntity.ok().header("Content-Type", "text/csv;charset=UTF-8")
                .header("Content-Disposition", new FileName(name + ".csv", name + ".csv").attachment())
                .body(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
