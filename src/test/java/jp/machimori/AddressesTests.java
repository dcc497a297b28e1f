package jp.machimori;

import static jp.machimori.account.AccountExamples.AOBA;
import static jp.machimori.account.AccountExamples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.account.AccountExamples;
import jp.machimori.account.Role;
import jp.machimori.town.Packs;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every address of the running application with every role, as {@code addresses.csv} lists them: what is not listed
 * fails. {@code open}: the controller was reached (what it found there is its own tests' business); {@code sign-in}: sent
 * to the sign-in page; {@code 403} and {@code 404} as they are. The town is 見本町 with an officer of 安全課 (officer), one
 * of 学校課 (other), an administrator, and, from another town, its administrator (elsewhere).
 */
@MachimoriTest
@Import(AccountExamples.class)
class AddressesTests {

    private static final Path TABLE = Path.of("src/test/resources/addresses.csv");
    private static final String TOWN = "mihon";

    @Autowired AccountExamples examples;
    @Autowired Packs packs;
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
    void settles() {
        examples.settle();
        assertThat(packs.load(TestTowns.MIHON, false).mistakes()).isEmpty();
        examples.person(TOWN, "test-officer", "見本 花子", Role.STAFF, List.of("anzen"));
        examples.person(TOWN, "test-other", "見本 太郎", Role.STAFF, List.of("gakko"));
        examples.person(TOWN, "test-admin", "見本 一", Role.ADMINISTRATOR, List.of());
    }

    @Test
    void everyAddressIsListed() {
        Set<String> running = mappings.getHandlerMethods().keySet().stream().flatMap(AddressesTests::names)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = rows().stream().map(Row::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).as("addresses.csv says who may go to which address of the application").isEqualTo(running);
    }

    @Test
    void everyRoleGoesWhereTheTableSays() {
        SoftAssertions softly = new SoftAssertions();
        for (Reader role : Reader.values()) {
            Visitor visitor = visitor(role);
            String token = visitor.token(pageWithForm(role));
            for (Row row : rows()) {
                String expected = row.expected().get(role.ordinal());
                softly.assertThat(verdict(visitor, token, row, expected)).as(role + " " + row.method() + " " + row.example())
                        .isEqualTo(expected);
                if (row.pattern().endsWith("/sign-out")) {
                    visitor = visitor(role);
                    token = visitor.token(pageWithForm(role));
                }
            }
        }
        softly.assertAll();
    }

    private String verdict(Visitor visitor, String token, Row row, String expected) {
        String method = row.method().equals("ANY") ? "GET" : row.method();
        HttpResponse<String> answer = method.equals("GET") ? visitor.get(row.example())
                : visitor.send(method, row.example(), fields(row.body(), token));
        String to = answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() == 302 && to.contains("/sign-in")) {
            return "sign-in";
        }
        if (answer.statusCode() == 401 || answer.statusCode() == 403 || answer.statusCode() >= 500) {
            return String.valueOf(answer.statusCode());
        }
        return expected.equals("404") && answer.statusCode() == 404 ? "404" : "open";
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
