package jp.machimori.inquiry;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.FileName;
import jp.machimori.town.Division;
import jp.machimori.town.Era;
import jp.machimori.town.Ground;
import jp.machimori.town.Towns;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** 回答用紙のページ。Hands out the answer workbook of a division, takes it back, and says what became of each cell. */
@Component
class BookPages {

    static final MediaType XLSX = MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final Answering answering;
    private final BookMerging merging;
    private final Questions questions;
    private final Invitations invitations;
    private final Inquiries inquiries;
    private final HeldPlans held;
    private final Ground ground;
    private final Towns towns;
    private final TransactionTemplate transaction;

    BookPages(Answering answering, BookMerging merging, Questions questions, Invitations invitations, Inquiries inquiries, HeldPlans held, Ground ground, Towns towns,
              PlatformTransactionManager transactions) {
        this.answering = answering;
        this.merging = merging;
        this.questions = questions;
        this.invitations = invitations;
        this.inquiries = inquiries;
        this.held = held;
        this.ground = ground;
        this.towns = towns;
        this.transaction = new TransactionTemplate(transactions);
    }

    ResponseEntity<byte[]> download(Answerer answerer) {
        Inquiry inquiry = answerer.inquiry();
        Map<String, Division> divisions = ground.divisionsByKey();
        List<Question> asked = asked(answerer);
        String name = Renaming.name(divisions, answerer.division(), Locale.JAPANESE);
        byte[] book = new BookWriting(inquiry, answerer.division(), name, Renaming.name(divisions, inquiry.division(), Locale.JAPANESE),
                answering.items(inquiry, asked), held.places(inquiry), by(answerer)).bytes();
        return file(book, XLSX, new FileName("answers-" + towns.current().key() + "-" + inquiry.year().notation() + "-" + answerer.division() + ".xlsx",
                "回答_" + name + "_" + Era.shortYear(inquiry.year().year()) + ".xlsx"));
    }

    static ResponseEntity<byte[]> file(byte[] content, MediaType type, FileName name) {
        return ResponseEntity.ok().contentType(type).header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, name.attachment()).body(content);
    }

    private List<Question> asked(Answerer answerer) {
        return questions.of(answerer.inquiry().id(), answerer.division(), -1, Integer.MAX_VALUE);
    }

    private Answer.By by(Answerer answerer) {
        return invitations.find(answerer.inquiry().id(), answerer.division()).map(Invitation::by).filter(by -> !by.name().isEmpty() || answerer.name() == null)
                .orElse(new Answer.By("", Objects.requireNonNullElse(answerer.name(), ""), "", "", answerer.via()));
    }

    /**
     * The file is read between two transactions: for nobody who may not send it, and while no connection waits.
     *
     * @return empty where nobody is behind the door
     */
    Optional<ModelAndView> upload(Supplier<Optional<Answerer>> door, @Nullable MultipartFile file, Locale locale) {
        return transaction.execute(status -> door.get()).map(answerer -> {
            OpenedBook<FilledBook> opened = OpenedBook.read(bytes(file), FilledBook::of);
            return transaction.execute(status -> uploaded(answerer, opened, locale));
        });
    }

    private ModelAndView uploaded(Answerer answerer, OpenedBook<FilledBook> opened, Locale locale) {
        return switch (opened) {
            case OpenedBook.Refused<FilledBook> refused -> refused(answerer, new Refusal(refused.why()));
            case OpenedBook.Read<FilledBook> read -> foreign(answerer, read.content(), locale).map(refusal -> refused(answerer, refusal))
                    .orElseGet(() -> merged(answerer, read.content()).addObject("saved", read.content().saved()));
        };
    }

    static byte[] bytes(@Nullable MultipartFile file) {
        try {
            return file == null ? new byte[0] : file.getBytes();
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    /** Why this is not the workbook of this division and this inquiry. */
    private Optional<Refusal> foreign(Answerer answerer, FilledBook book, Locale locale) {
        Inquiry inquiry = answerer.inquiry();
        if (!book.hasRows()) {
            return Optional.of(new Refusal("inquiry.book.other"));
        }
        BookCode code = book.code();
        if (code == null) {
            return Optional.of(new Refusal(book.likeCode() ? "inquiry.book.code" : "inquiry.book.no-code"));
        }
        if (code.year() != inquiry.year().year()) {
            return Optional.of(new Refusal("inquiry.book.year", code.fiscalYear().label(locale), inquiry.year().label(locale)));
        }
        if (!code.isOf(inquiry)) {
            return Optional.of(new Refusal("inquiry.book.inquiry"));
        }
        if (!code.equals(BookCode.of(inquiry, answerer.division()))) {
            Map<String, Division> divisions = ground.divisionsByKey();
            String whose = divisions.keySet().stream().filter(key -> code.equals(BookCode.of(inquiry, key)))
                    .map(key -> Renaming.name(divisions, key, locale)).findFirst().orElse("");
            return Optional.of(new Refusal(whose.isEmpty() ? "inquiry.book.code" : "inquiry.book.division", whose,
                    Renaming.name(divisions, answerer.division(), locale)));
        }
        return Optional.empty();
    }

    private ModelAndView refused(Answerer answerer, Refusal refusal) {
        ModelAndView page = page(answerer, BookMerging.Merged.nothing(), by(answerer));
        page.addObject("refusal", refusal);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private ModelAndView merged(Answerer answerer, FilledBook book) {
        Answer.By standing = by(answerer);
        String division = Renaming.name(ground.divisionsByKey(), answerer.division(), Locale.JAPANESE);
        Answer.By by = new Answer.By(first(book.by().section(), standing.section(), division), first(book.by().name(), standing.name()),
                book.by().phone(), book.by().checker(), "workbook");
        if (by.name().isEmpty()) {
            return answered(answerer, BookMerging.Merged.nothing(new FilledBook.Fault(book.byAt(), 0, "inquiry.book.name", List.of())), by);
        }
        return answered(answerer, merging.merge(answerer.inquiry().id(), answerer.division(), book, by), by);
    }

    private static String first(String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    private ModelAndView answered(Answerer answerer, BookMerging.Merged merged, Answer.By by) {
        if (merged.kept() > 0 && !merged.late()) {
            invitations.answeredBy(answerer.inquiry().id(), answerer.division(), by);
        } else if (!merged.noted().isEmpty()) {
            invitations.writtenBy(answerer.inquiry().id(), answerer.division(), by);
        }
        ModelAndView page = page(answerer, merged, by);
        page.setStatus(!merged.disputes().isEmpty() ? HttpStatus.CONFLICT : !merged.faults().isEmpty() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return page;
    }

    /** 並べて示す欄。 @param name in the form @param dispute both sides changed it */
    record Shown(String name, Half half, String what, String label, String mine, String standing, boolean dispute) {
    }

    /** 並べて示す問い。 */
    record Beside(Question question, String measure, @Nullable Answer answer, @Nullable Answer base, List<Shown> boxes) {
    }

    private ModelAndView page(Answerer answerer, BookMerging.Merged merged, Answer.By by) {
        Inquiry inquiry = inquiries.find(answerer.inquiry().id()).orElseThrow();
        Map<String, HeldPlans.Place> places = held.places(inquiry);
        Map<Integer, String> measures = new LinkedHashMap<>();
        questions.of(inquiry.id()).forEach(question -> measures.put(question.ord() + 1, HeldPlans.Place.of(question, places).label()));
        ModelAndView page = new ModelAndView("inquiry/workbook");
        page.addObject("inquiry", inquiry);
        page.addObject("answerer", answerer);
        page.addObject("division", ground.divisionsByKey().get(answerer.division()));
        page.addObject("merged", merged);
        page.addObject("measures", measures);
        page.addObject("by", by);
        page.addObject("besides", merged.disputes().stream().map(dispute -> new Beside(dispute.question(), HeldPlans.Place.of(dispute.question(), places).label(), dispute.answer(), dispute.base(),
                dispute.changed().keySet().stream().map(box -> new Shown(box.name(dispute.question()), box.half(), box.what().name().toLowerCase(Locale.ROOT), box.label(),
                        dispute.changed().get(box), dispute.standing().get(box), dispute.disputed().contains(box))).toList())).toList());
        page.addObject("progress", questions.progressOf(inquiry.id(), answerer.division()));
        return page;
    }

    /** Takes what the division chose where both sides had changed a box. */
    ModelAndView choose(Answerer answerer, HttpServletRequest request) {
        String[] chosen = Objects.requireNonNullElse(request.getParameterValues("question"), new String[0]);
        Map<UUID, Question> all = questions.of(answerer.inquiry().id(), Stream.of(chosen).map(FilledPage::uuid).toList()).stream()
                .collect(Collectors.toMap(Question::id, Function.identity()));
        List<BookMerging.Choice> choices = new ArrayList<>();
        for (String id : chosen) {
            Question question = all.get(FilledPage.uuid(id));
            if (question == null) {
                continue;
            }
            Map<Box, String> mine = new LinkedHashMap<>();
            for (Half half : Half.values()) {
                for (Box box : Box.of(half, question.slots(half))) {
                    String value = request.getParameter("mine-" + box.name(question));
                    if (value != null && !"standing".equals(request.getParameter("pick-" + box.name(question)))) {
                        mine.put(box, box.what() == Box.What.OUTCOME ? outcome(value) : value);
                    }
                }
            }
            choices.add(new BookMerging.Choice(question, version(request, question), mine));
        }
        Answer.By by = FilledPage.by(request, "workbook");
        if (by.name().isEmpty() || by.section().isEmpty()) {
            throw new BadParameter("person");
        }
        return answered(answerer, merging.choose(answerer.inquiry().id(), answerer.division(), choices, by), by).addObject("chosen", true);
    }

    private static String outcome(String key) {
        try {
            return Outcome.of(key).key();
        } catch (IllegalArgumentException unknown) {
            throw new BadParameter("outcome");
        }
    }

    private static int version(HttpServletRequest request, Question question) {
        try {
            return Integer.parseInt(Objects.requireNonNullElse(request.getParameter("version-" + question.ord()), ""));
        } catch (NumberFormatException none) {
            throw new BadParameter("version");
        }
    }
}
