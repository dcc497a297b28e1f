package jp.machimori;

import static jp.machimori.account.AccountExamples.AOBA;
import static jp.machimori.account.AccountExamples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.account.AccountExamples;
import jp.machimori.account.Role;
import jp.machimori.comment.CommentExamples;
import jp.machimori.figures.Figures;
import jp.machimori.inquiry.InquiryExamples;
import jp.machimori.ledger.LedgerExamples;
import jp.machimori.plan.DraftExamples;
import jp.machimori.post.Mail;
import jp.machimori.post.Post;
import jp.machimori.report.ReportExamples;
import jp.machimori.report.Reports;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every address of the running application with every role, as {@code addresses.csv} lists them: what is not listed
 * fails. Each cell is the status of the answer, or {@code sign-in} where it sends to the sign-in page; a form sent without
 * its fields is 422 to those who may send it. The town is 番地町, made as 見本町 with a plan, an entry, a figure and the
 * draft of a report, with an officer of 安全課 (officer), one of 学校課 (other), an administrator, and, from another town,
 * its administrator (elsewhere).
 */
@MachimoriTest
class AddressesTests {

    private static final Path TABLE = Path.of("src/test/resources/addresses.csv");
    private static final String TOWN = "banchi";
    private static final String PLAN = """
            plans:
              - key: plan
                label: 番地町の計画
                period: FY2025..FY2031
                nodes:
                  - key: safe
                    label: 安全
                    divisions: [anzen]
                    programmes:
                      - {key: walks, path: 1/安全, label: 見回り, home: {kind: form, ref: patrol}}
            indicators:
              - {key: burglaries, label: 侵入盗, kind: outcome, node: safe, unit: 件, better: lower, basis: calendar, source: {series: {}}}
            """;
    private static final String FIGURES = """
            key,nature,label,label_en,dimension,period,value,unit,form,sources,note
            burglaries,actual,侵入盗,,,CY2022,3,件,exact,atlas:1,
            """;

    @Autowired AccountExamples examples;
    @Autowired LedgerExamples ledger;
    @Autowired CommentExamples comments;
    @Autowired DraftExamples drafts;
    @Autowired Figures figures;
    @Autowired Post post;
    @Autowired InquiryExamples inquiries;
    @Autowired Reports reports;
    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;
    @LocalServerPort int port;

    enum Reader {
        PUBLIC, ELSEWHERE, OTHER, OFFICER, ADMINISTRATOR, OPERATOR
    }

    /** @param expected one verdict for each role */
    record Row(String method, String pattern, String example, String body, List<String> expected) {

        static Row of(String line) {
            List<String> cells = Arrays.asList(line.split(",", -1));
            return new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.subList(4, 4 + Reader.values().length));
        }

        String name() {
            return method + " " + pattern;
        }
    }

    @BeforeEach
    void settles() throws IOException {
        examples.settle();
        Path pack = TestTowns.copy(TOWN);
        Files.writeString(pack.resolve("town.yaml"), "documents: [{key: atlas, title: 番地町の地図}]\n", StandardOpenOption.APPEND);
        Files.writeString(pack.resolve("plan.yaml"), PLAN);
        Files.writeString(pack.resolve("figures.csv"), FIGURES);
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        examples.person(TOWN, "test-officer", "見本 花子", Role.STAFF, List.of("anzen"));
        examples.person(TOWN, "test-other", "見本 太郎", Role.STAFF, List.of("gakko"));
        examples.person(TOWN, "test-admin", "見本 一", Role.ADMINISTRATOR, List.of());
        Visitor.signedIn(port, TOWN, "test-admin", PASSWORD).submit("/" + TOWN + "/office/password",
                "/" + TOWN + "/office/evaluations/plan/FY2025/closing");
    }

    @Test
    void everyAddressIsListed() {
        Set<String> running = mappings.getHandlerMethods().keySet().stream().flatMap(AddressesTests::names)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = rows().stream().map(Row::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).as("addresses.csv says who may go to which address of the application").isEqualTo(running);
    }

    /** But /error itself, to which the server alone goes. */
    @Test
    void noAddressIsMissingForEverybody() {
        assertThat(rows().stream().filter(row -> row.expected().stream().noneMatch(answer -> answer.matches("200|302|422")))
                .map(Row::name)).containsExactly("ANY /error");
    }

    @Test
    void everyRoleGoesWhereTheTableSays() {
        SoftAssertions softly = new SoftAssertions();
        for (Reader role : Reader.values()) {
            Map<String, String> things = things(role);
            Visitor visitor = visitor(role);
            String token = visitor.token(pageWithForm(role));
            for (Row row : rows()) {
                softly.assertThat(answer(visitor, token, row, things)).as(role + " " + row.method() + " " + row.example())
                        .isEqualTo(row.expected().get(role.ordinal()));
                if (row.pattern().endsWith("/sign-out")) {
                    visitor = visitor(role);
                    token = visitor.token(pageWithForm(role));
                }
            }
        }
        softly.assertAll();
    }

    /** What the examples name, each role's own: none finds a thing that another has changed. */
    private Map<String, String> things(Reader role) {
        Town town = towns.byKey(TOWN).orElseThrow();
        String spare = "test-spare-" + role.ordinal();
        examples.person(TOWN, spare, "見本 予備", Role.STAFF, List.of("gakko"));
        UUID open = comments.opened(town, "anzen", 1);
        inquiries.mailbox(town, "anzen");
        inquiries.mailbox(town, "gakko");
        Map<String, String> things = new HashMap<>(inquiries.things(town, "plan", 2001 + 2 * role.ordinal(), "anzen"));
        things.putAll(Map.of("{open}", open.toString(), "{prepared}", comments.prepared(town, "anzen").toString(),
                "{answered}", comments.answered(town, "anzen").toString(), "{letter}", comments.comment(town, open, "見回りを増やしてください。").toString(),
                "{topic}", comments.topic(town, open, "見回りを増やしてほしい").toString()));
        things.putAll(Map.of("{entry}", ledger.record(town, "patrol", "on=2026-11-02", "kind=day", "participants=3").toString(),
                "{account}", examples.idOf(TOWN, spare).toString(),
                "{draft}", ledger.in(town, () -> String.valueOf(drafts.next(town.id(), "次の計画" + role))),
                "{mail}", ledger.in(town, this::mail),
                "{report}", ledger.in(town, () -> String.valueOf(reports.keep(ReportExamples.small(TOWN, "報告" + role), null).number())),
                "{figure}", ledger.in(town, () -> figures.ofSeries(List.of("burglaries")).getFirst().id().toString())));
        return things;
    }

    private String mail() {
        UUID id = UUID.randomUUID();
        post.send(new Mail(id, "gakko@banchi.example.jp", "照会のお願い", "お願いします。", List.of(new Mail.Attachment("様式.txt", "text/plain", new byte[1])),
                "inquiry/2025/gakko", null));
        return id.toString();
    }

    private static String answer(Visitor visitor, String token, Row row, Map<String, String> things) {
        String address = filled(row.example(), things);
        HttpResponse<String> answer = row.method().equals("POST") ? visitor.send("POST", address, fields(filled(row.body(), things), token))
                : visitor.get(address);
        return answer.statusCode() == 302 && answer.headers().firstValue("Location").orElse("").contains("/sign-in") ? "sign-in"
                : String.valueOf(answer.statusCode());
    }

    private static String filled(String text, Map<String, String> things) {
        String filled = text.replace("{id}", UUID.randomUUID().toString());
        for (Map.Entry<String, String> thing : things.entrySet()) {
            filled = filled.replace(thing.getKey(), thing.getValue());
        }
        return filled;
    }

    private static String[] fields(String body, String token) {
        List<String> fields = new ArrayList<>(List.of("_csrf", token));
        if (!body.isEmpty()) {
            fields.addAll(Arrays.asList(body.split("[=&]", -1)));
        }
        return fields.toArray(String[]::new);
    }

    private Visitor visitor(Reader role) {
        return switch (role) {
            case PUBLIC -> new Visitor(port);
            case ELSEWHERE -> Visitor.signedIn(port, AOBA, "kanri", PASSWORD);
            case OTHER -> Visitor.signedIn(port, TOWN, "test-other", PASSWORD);
            case OFFICER -> Visitor.signedIn(port, TOWN, "test-officer", PASSWORD);
            case ADMINISTRATOR -> Visitor.signedIn(port, TOWN, "test-admin", PASSWORD);
            case OPERATOR -> {
                Visitor operator = new Visitor(port);
                operator.signIn("/operator", "unyo", PASSWORD);
                yield operator;
            }
        };
    }

    private static String pageWithForm(Reader role) {
        return switch (role) {
            case PUBLIC -> "/" + TOWN + "/sign-in";
            case ELSEWHERE -> "/" + AOBA + "/office/password";
            case OTHER, OFFICER, ADMINISTRATOR -> "/" + TOWN + "/office/password";
            case OPERATOR -> "/operator/password";
        };
    }

    private static Stream<String> names(RequestMappingInfo mapping) {
        Set<String> methods = mapping.getMethodsCondition().getMethods().isEmpty() ? Set.of("ANY")
                : mapping.getMethodsCondition().getMethods().stream().map(Enum::name).collect(Collectors.toSet());
        return mapping.getPatternValues().stream().flatMap(pattern -> methods.stream().map(method -> method + " " + pattern));
    }

    private static List<Row> rows() {
        try {
            return Files.readAllLines(TABLE).stream().skip(1).filter(line -> !line.isBlank()).map(Row::of).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
