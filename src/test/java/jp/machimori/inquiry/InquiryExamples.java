package jp.machimori.inquiry;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.Visitor;
import jp.machimori.database.CurrentTown;
import jp.machimori.post.Mailboxes;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Town;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.HtmlUtils;

/** Inquiries as an officer holds them and divisions answer them, by the pages. */
@TestComponent
public class InquiryExamples {

    private static final Pattern LINK = Pattern.compile("https?://[^<\"]+(/answers/link/[A-Za-z0-9_-]+)");
    private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");

    private static final Pattern SHOWN = Pattern.compile("name=\"(shown-\\d+)\" value=\"([^\"]+)\"");
    private static final Pattern FIELD = Pattern.compile("<input([^>]*)>|<textarea([^>]*)>([^<]*)</textarea>");

    final Inquiries inquiries;
    final Questions questions;
    final Answers answers;
    final Omissions omissions;
    private final Invitations invitations;
    private final Mailboxes mailboxes;
    private final Preparing preparing;
    private final Holding holding;
    private final TransactionTemplate transaction;

    InquiryExamples(Inquiries inquiries, Questions questions, Answers answers, Omissions omissions, Invitations invitations, Mailboxes mailboxes, Preparing preparing, Holding holding, PlatformTransactionManager transactions) {
        this.inquiries = inquiries;
        this.questions = questions;
        this.answers = answers;
        this.omissions = omissions;
        this.invitations = invitations;
        this.mailboxes = mailboxes;
        this.preparing = preparing;
        this.holding = holding;
        this.transaction = new TransactionTemplate(transactions);
    }

    <T> T in(Town town, Supplier<T> work) {
        return CurrentTown.<T, RuntimeException>call(town.id(), () -> transaction.execute(status -> work.get()));
    }

    Invitations invitations() {
        return invitations;
    }

    /** Gives a division a mailbox. */
    public void mailbox(Town town, String division) {
        in(town, () -> {
            mailboxes.keep(division, division + "@mihon.example.jp");
            return null;
        });
    }

    /** An open inquiry of that year with a question to that division and a link for it, made without pages. */
    public Map<String, String> things(Town town, String plan, int year, String division) {
        return in(town, () -> {
            Inquiry closed = opened(plan, year - 1, division);
            holding.close(town, closed.id());
            Inquiry one = opened(plan, year, division);
            String token = invitations.link(one.id(), division, Instant.parse("2027-03-01T00:00:00Z"));
            return Map.of("{of}", Invitations.page(token), "{inquiry}", one.id().toString(), "{question}", questions.of(one.id()).getFirst().id().toString(), "{token}", token,
                    "{answerkey}", Invitations.formKey(token), "{closed}", closed.year().notation());
        });
    }

    private Inquiry opened(String plan, int year, String division) {
        Inquiry one = new Inquiry(UUID.randomUUID(), new FiscalYear(year), plan, division, "見本の照会", LocalDate.of(2027, 1, 22), 30, true, Inquiry.State.DRAFT, new Inquiry.Letterhead("", null), null, null);
        preparing.prepare(one);
        holding.open(one);
        Answer.Said none = new Answer.Said(Outcome.NONE, "", Map.of());
        answers.keep(questions.of(one.id()).stream().map(question -> new Answer(question.id(), 1, none, none, Answer.By.NOBODY, Instant.EPOCH, false, null)).toList());
        return one;
    }

    /** Prepared by an officer, not sent out yet. */
    public UUID prepared(Visitor officer, Town town, String plan, String year, String division, String... more) {
        List<String> fields = new ArrayList<>(List.of("plan", plan, "year", year, "division", division, "deadline", "R9.1.22", "share", "30"));
        fields.addAll(Arrays.asList(more));
        HttpResponse<String> answer = officer.submit("/" + town.key() + "/office/inquiries", "/" + town.key() + "/office/inquiries", fields.toArray(String[]::new));
        if (answer.statusCode() != 302) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        String path = URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    public UUID open(Visitor officer, Town town, String plan, String year, String division, String... more) {
        UUID id = prepared(officer, town, plan, year, division, more);
        act(officer, town, id, "open");
        return id;
    }

    public HttpResponse<String> act(Visitor officer, Town town, UUID id, String act, String... fields) {
        String page = "/" + town.key() + "/office/inquiries/" + id;
        return officer.submit(page, page + "/" + act, fields);
    }

    public List<Question> questions(Town town, UUID id) {
        return in(town, () -> questions.of(id));
    }

    Question question(Town town, UUID id, String node, String asked) {
        return questions(town, id).stream().filter(one -> one.node().equals(node) && one.asked().equals(asked)).findFirst().orElseThrow();
    }

    /** The address of a link, as the officer is shown it. */
    String link(Visitor officer, Town town, UUID id, String division) {
        Matcher link = LINK.matcher(act(officer, town, id, "link", "division", division).body());
        if (!link.find()) {
            throw new AssertionError("no link is shown");
        }
        return "/" + town.key() + link.group(1);
    }

    /** 課の人。Somebody of that division who came by a link. */
    class Colleague {
        final Visitor visitor;
        final Town town;
        final UUID inquiry;
        final String division;
        /** Of the page that the link leads to. */
        final String path;

        Colleague(int port, Visitor officer, Town town, UUID inquiry, String division) {
            this(new Visitor(port), officer, town, inquiry, division);
        }

        /** With a browser that was used already. */
        Colleague(Visitor visitor, Visitor officer, Town town, UUID inquiry, String division) {
            this.visitor = visitor;
            this.town = town;
            this.inquiry = inquiry;
            this.division = division;
            HttpResponse<String> opened = visitor.get(link(officer, town, inquiry, division));
            if (opened.statusCode() != 302) {
                throw new AssertionError("the link does not open: " + opened.statusCode());
            }
            this.path = URI.create(opened.headers().firstValue("Location").orElseThrow()).getPath();
        }

        String page() {
            return page("");
        }

        String page(String query) {
            return visitor.get(path + (query.isEmpty() ? "" : "?" + query)).body();
        }

        /** @param more fields of the questions; who answers is said */
        HttpResponse<String> send(List<String> more) {
            return post("", more);
        }

        /** @param act beneath the page, as {@code /hand-on} */
        HttpResponse<String> post(String act, List<String> more) {
            String page = page();
            List<String> fields = new ArrayList<>(List.of("key", key(page), "section", "見本係", "person", "見本 一", "phone", "1234", "checker", "見本 課長"));
            fields.addAll(more);
            shown(page).forEach((name, value) -> {
                if (!more.contains(name)) {
                    fields.addAll(List.of(name, value));
                }
            });
            return visitor.send("POST", path + act, fields.toArray(String[]::new));
        }

        /** What a page says that it shows. */
        private static Map<String, String> shown(String page) {
            return SHOWN.matcher(page).results().collect(Collectors.toMap(one -> one.group(1), one -> one.group(2)));
        }

        /** An opened page as it would be sent, with nothing changed on it. */
        Map<String, String> opened() {
            return opened(page());
        }

        Map<String, String> opened(String page) {
            Map<String, String> fields = new LinkedHashMap<>();
            FIELD.matcher(page.substring(page.indexOf("id=\"answers\""), page.indexOf("</form>", page.indexOf("id=\"answers\"")))).results().forEach(one -> {
                String tag = one.group(1) == null ? one.group(2) : one.group(1);
                Matcher name = Pattern.compile(" name=\"([^\"]*)\"").matcher(tag);
                Matcher value = Pattern.compile(" value=\"([^\"]*)\"").matcher(tag);
                if (name.find() && (!tag.contains("type=\"radio\"") || tag.contains("checked"))) {
                    String text = HtmlUtils.htmlUnescape(one.group(1) == null ? one.group(3) : value.find() ? value.group(1) : "");
                    fields.merge(name.group(1), text, (first, second) -> first + "\0" + second);
                }
            });
            return fields;
        }

        /** @param changed fields by name @param person who sends it */
        HttpResponse<String> post(String act, Map<String, String> opened, Map<String, String> changed, String person) {
            Map<String, String> all = new LinkedHashMap<>(opened);
            all.putAll(changed);
            all.putAll(Map.of("section", "見本係", "person", person));
            return visitor.send("POST", path + act, all.entrySet().stream().flatMap(one -> Stream.of(one.getValue().split("\0", -1)).flatMap(value -> Stream.of(one.getKey(), value)))
                    .toArray(String[]::new));
        }

        String key() {
            return key(page());
        }

        private static String key(String page) {
            Matcher key = KEY.matcher(page);
            if (!key.find()) {
                throw new AssertionError("no form with a key");
            }
            return key.group(1);
        }
    }

    /** The fields of one half of an answer. @param numbers typed, by the label of the slot */
    static List<String> half(Question question, Half half, Outcome outcome, String text, Map<String, String> numbers) {
        String name = half.key() + "-" + question.ord();
        List<String> fields = new ArrayList<>(List.of(name, outcome.key(), name + "-text", text));
        List<Slot> slots = question.slots(half);
        for (int at = 0; at < slots.size(); at++) {
            if (numbers.containsKey(slots.get(at).label())) {
                fields.addAll(List.of(name + "-n-" + at, numbers.get(slots.get(at).label())));
            }
        }
        return fields;
    }

    /** The fields that say which question they are about. */
    static List<String> about(Question question) {
        return List.of("question", question.id().toString(), "version-" + question.ord(), String.valueOf(question.version()));
    }
}
