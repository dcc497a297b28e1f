package jp.machimori.open;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.figures.FiguresExamples;
import jp.machimori.figures.Nature;
import jp.machimori.ledger.LedgerExamples;
import jp.machimori.plan.Achievement;
import jp.machimori.plan.Indicator;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import jp.machimori.town.ValueForm;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a developer gets under {@code /api/v1}, held against what its own description says of it: the five towns of the
 * documents, 小金井市 once more with the records of the demonstration, and a 見本町 with a patrol or two.
 */
@MachimoriTest
@Import(TestClock.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTests {

    private static final String API = "/api/v1/towns";
    private static final String RECORDS = "koganei-api";
    private static final List<String> LISTS = List.of("programmes", "indicators", "figures", "entries");
    private static final Set<String> PAGES = Set.of("/api/v1/docs", "/api/v1/openapi", "/api/v1/openapi.yaml");

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired FiguresExamples documents;
    @Autowired LedgerExamples ledger;
    @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;
    @LocalServerPort int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private Town town;
    private JsonNode description;

    @BeforeAll
    void townsWithAndWithoutRecords() {
        FiguresExamples.TOWNS.forEach(documents::town);
        if (towns.byKey(RECORDS).isEmpty()) {
            assertThat(packs.load(koganei(), true).mistakes()).isEmpty();
        }
        town = TestTowns.fresh(packs, towns);
        ledger.record(town, "patrol", "on=2026/5/1", "kind=night", "participants=2", "distance=4.5", "route=駅前");
        ledger.record(town, "house", "registered_on=2026/4/1", "name=見本商店");
        description = json(get("/api/v1/openapi"));
    }

    // ---- the description ------------------------------------------------------------------------------------------

    @Test
    void refusesAParameterThatAnAddressDoesNotHave() {
        for (String path : List.of("/koganei/entries?since=2026-01-01", "/koganei/figures?format=csv&year=2023", "/koganei/indicators/coco_distance?q=x")) {
            HttpResponse<String> answer = get(API + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).as(path).contains("\"field\":\"" + path.replaceAll(".*[?&](\\w+)=[^=]*$", "$1") + "\"", "format");
        }
    }

    @Test
    void describesEveryAddressAndNoOther() {
        Set<String> running = mappings.getHandlerMethods().keySet().stream().flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(pattern -> pattern.startsWith("/api/") && !PAGES.contains(pattern)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(new TreeSet<>(description.get("paths").propertyNames())).isEqualTo(running);
        assertThat(description.at("/servers/0/url").asString()).isEqualTo("/");
    }

    @Test
    void describesEveryAnswerItGives() {
        SoftAssertions softly = new SoftAssertions();
        description.get("paths").forEachEntry((path, item) -> {
            JsonNode responses = item.at("/get/responses");
            softly.assertThat(responses.propertyNames()).as(path).contains("200", "304", "400", "406");
            softly.assertThat(responses.has("404")).as(path).isEqualTo(path.contains("{"));
            softly.assertThat(responses.at("/200/headers").has("ETag")).as(path).isTrue();
            if (responses.at("/200/content").has("text/csv")) {
                softly.assertThat(responses.at("/200/content/text~1csv/schema/type").asString()).as(path).isEqualTo("string");
                softly.assertThat(responses.at("/200/content/text~1csv/schema").has("format")).as(path).isFalse();
                softly.assertThat(names(path)).as(path).contains("format");
            }
        });
        parameters().forEach(parameter -> softly.assertThat(parameter.node().path("description").asString("")).as(parameter.toString()).isNotEmpty());
        softly.assertAll();
    }

    @Test
    void describesTheWordsOfTheCode() {
        assertThat(words("FigureItem", "nature")).isEqualTo(notations(Nature.values(), Nature::notation));
        assertThat(words("FigureItem", "form")).isEqualTo(notations(ValueForm.values(), ValueForm::notation));
        assertThat(words("ValueItem", "form")).isEqualTo(notations(ValueForm.values(), ValueForm::notation));
        assertThat(words("TargetItem", "achievement")).isEqualTo(notations(Achievement.State.values(), Achievement.State::notation));
        assertThat(words("IndicatorItem", "kind")).isEqualTo(notations(Indicator.Kind.values(), Indicator.Kind::notation));
        assertThat(words("IndicatorItem", "better")).isEqualTo(notations(Indicator.Better.values(), Indicator.Better::notation));
        assertThat(words("IndicatorItem", "basis")).isEqualTo(notations(Indicator.Basis.values(), Indicator.Basis::notation));
        assertThat(parameters().stream().filter(parameter -> parameter.name().equals("nature")).flatMap(parameter ->
                parameter.node().at("/schema/enum").valueStream()).map(JsonNode::asString).sorted().toList()).isEqualTo(notations(Nature.values(), Nature::notation));
        assertThat(words("TownItem", "kind")).isEqualTo(notations(Town.Kind.values(), kind -> kind.name().toLowerCase(java.util.Locale.ROOT)));
    }

    @Test
    void answersAsDescribed() {
        int seen = 0;
        for (JsonNode one : list(API)) {
            for (String list : LISTS) {
                String start = API + "/" + one.get("key").asString() + "/" + list + "?limit=50";
                for (String next = start; next != null; seen++) {
                    JsonNode page = json(get(next));
                    check(page, ok(API + "/{town}/" + list), next);
                    next = page.get("next").isNull() ? null : page.get("next").asString();
                }
            }
        }
        check(json(get(API)), ok(API), API);
        assertThat(seen).isGreaterThan(40);
    }

    @Test
    void answersWithOneIndicatorAsDescribedAndAsInTheList() {
        for (JsonNode indicator : list(API + "/" + RECORDS + "/indicators")) {
            String address = API + "/" + RECORDS + "/indicators/" + indicator.get("key").asString();
            JsonNode alone = json(get(address));
            check(alone, ok(API + "/{town}/indicators/{key}"), address);
            assertThat(alone).isEqualTo(indicator);
        }
    }

    @Test
    void describesMoreThanIsNull() {
        ObjectNode lacking = (ObjectNode) json(get(API + "/kobe/programmes?limit=1"));
        ((ObjectNode) lacking.at("/items/0")).putNull("label");
        assertThat(errors(lacking, ok(API + "/{town}/programmes"))).isNotEmpty();
        ((ObjectNode) lacking.at("/items/0")).put("label", "x").remove("about");
        assertThat(errors(lacking, ok(API + "/{town}/programmes"))).isNotEmpty();
        ((ObjectNode) lacking.at("/items/0")).putNull("about").putNull("labelEn");
        assertThat(errors(lacking, ok(API + "/{town}/programmes"))).isEmpty();
    }

    // ---- paging and sheets ----------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {RECORDS, "kumamoto"})
    void leadsThroughAListPageByPage(String of) {
        for (String list : LISTS) {
            String address = API + "/" + of + "/" + list;
            List<JsonNode> whole = list(address + "?limit=1000");
            List<JsonNode> pages = list(address + "?limit=7");
            assertThat(pages).as(address).isEqualTo(whole).doesNotHaveDuplicates();
            assertThat(list(address)).as(address).isEqualTo(whole);
            assertThat(new HashSet<>(ids(pages))).as(address).hasSameSizeAs(pages);
            assertThat(sheet(address + "?format=csv&limit=7")).as(address).isEqualTo(sheet(address + "?format=csv"));
        }
        assertThat(list(API + "/" + RECORDS + "/entries")).hasSizeGreaterThan(20);
    }

    @Test
    void leadsOnWithTheSameQuestion() {
        String question = API + "/kumamoto/figures?dimension=" + encoded("area=熊本市") + "&nature=actual";
        List<JsonNode> pages = list(question + "&limit=2");
        assertThat(pages).isEqualTo(list(question)).hasSizeGreaterThan(4)
                .allMatch(figure -> figure.at("/dimension/area").asString().equals("熊本市"));
        assertThat(json(get("/en" + question + "&limit=2")).get("next").asString()).startsWith("/en/api/v1/").doesNotContain("%25");
    }

    @ParameterizedTest
    @ValueSource(strings = {RECORDS, "kumamoto", "osaka-ward"})
    void givesTheSameAsASheet(String of) {
        for (String list : LISTS) {
            String address = API + "/" + of + "/" + list;
            HttpResponse<String> answer = get(address + "?format=csv");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
            assertThat(answer.body()).startsWith("\uFEFF").doesNotContain("\uFEFF\uFEFF");
            List<Map<String, String>> rows = sheet(address + "?format=csv");
            List<JsonNode> items = list(address);
            if (list.equals("indicators")) {
                assertThat(rows).hasSize(items.stream().mapToInt(one -> Stream.of("values", "planned", "baselines", "targets")
                        .mapToInt(part -> one.get(part).size()).sum()).sum());
                continue;
            }
            assertThat(rows).as(address).hasSameSizeAs(items);
            for (int at = 0; at < items.size(); at++) {
                Map<String, String> row = rows.get(at);
                items.get(at).forEachEntry((name, value) -> {
                    if (row.containsKey(name) && !value.isContainer()) {
                        assertThat(row.get(name)).as(address + " " + name).isIn(value.isNull() ? "" : value.asString(), "'" + value.asString(""));
                    }
                });
            }
        }
        assertThat(get(API + "/" + of + "/figures", "Accept", "text/csv").body()).isEqualTo(get(API + "/" + of + "/figures?format=csv").body());
    }

    @Test
    void givesThePublicFieldsOfAFormAsColumns() {
        String address = API + "/" + RECORDS + "/entries?form=blue-light-patrol";
        List<JsonNode> items = list(address);
        List<Map<String, String>> rows = sheet(address + "&format=csv");
        assertThat(rows).hasSameSizeAs(items).isNotEmpty();
        for (int at = 0; at < items.size(); at++) {
            Map<String, String> row = rows.get(at);
            assertThat(row.get("id")).isEqualTo(items.get(at).get("id").asString());
            items.get(at).get("values").forEachEntry((name, value) -> assertThat(row.getOrDefault("values." + name, row.get(name))).isEqualTo(value.isArray()
                    ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(";")) : value.asString()));
        }
    }

    @Test
    void keepsASheetFromReckoningWithWhatSomebodyTyped() {
        Town marked = TestTowns.fresh(packs, towns);
        List<String> routes = List.of("=1+1", "+81-42", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0", "-5", "-5.25", "-", "－", "＝1+1", "駅前-公園", "１０%");
        for (String route : routes) {
            ledger.record(marked, "patrol", "on=2026/5/1", "kind=day", "participants=2", "route=" + route);
        }
        String address = API + "/" + marked.key() + "/entries?form=patrol";
        List<String> typed = list(address).stream().map(entry -> entry.at("/values/route").asString()).toList();
        List<String> cells = sheet(address + "&format=csv").stream().map(row -> row.get("route")).toList();
        assertThat(typed).hasSameSizeAs(routes);
        for (int at = 0; at < typed.size(); at++) {
            String text = typed.get(at);
            boolean plain = text.matches("-[0-9.]+|[-－]") || !text.matches("[-=+@＝－].*");
            assertThat(cells.get(at)).isEqualTo(plain ? text : "'" + text);
        }
        assertThat(cells).contains("'-2+3+cmd|' /C calc'!A0", "-5", "-5.25");
    }

    // ---- what has changed -----------------------------------------------------------------------------------------

    @Test
    void sendsNothingAgainUntilARecordIsMadeOrCorrected() {
        Town changing = TestTowns.fresh(packs, towns);
        for (String address : List.of(API + "/" + changing.key() + "/entries", API + "/" + changing.key() + "/entries?form=patrol&format=csv",
                "/en" + API + "/" + changing.key() + "/entries")) {
            String before = etag(get(address));
            assertThat(get(address, "If-None-Match", before)).satisfies(same -> {
                assertThat(same.statusCode()).isEqualTo(304);
                assertThat(same.body()).isEmpty();
            });
            UUID id = ledger.record(changing, "patrol", "on=2026/5/1", "kind=day", "participants=2");
            HttpResponse<String> recorded = get(address, "If-None-Match", before);
            assertThat(recorded.statusCode()).isEqualTo(200);
            assertThat(etag(recorded)).isNotEqualTo(before);
            ledger.correct(changing, id, 1, "patrol", "on=2026/5/1", "kind=day", "participants=3");
            HttpResponse<String> corrected = get(address, "If-None-Match", etag(recorded));
            assertThat(corrected.statusCode()).isEqualTo(200);
            assertThat(etag(corrected)).isNotIn(before, etag(recorded));
        }
    }

    @Test
    void compressesALongAnswer() {
        assertThat(get(API + "/kumamoto/figures", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding")).hasValue("gzip");
    }

    // ---- what somebody makes up -----------------------------------------------------------------------------------

    @Test
    void refusesWhatItCannotReadAndNamesIt() {
        List<String> garbage = List.of("", "x", "-1", "0", "1001", "100000000000000000000", "%00", "%FF", "%27", "a".repeat(5000),
                "%2B99999999-01-01", "0000-01-01", "9999-12-31", "2026-02-30", "%F0%9F%98%80", "%7Bx%7D", "..", "1%2C2");
        SoftAssertions softly = new SoftAssertions();
        for (Parameter parameter : parameters()) {
            for (String value : garbage) {
                for (String format : parameter.name().equals("format") ? List.of("") : List.of("json", "csv")) {
                    String as = parameter + " = " + value.substring(0, Math.min(30, value.length())) + " " + format;
                    HttpResponse<String> answer = parameter.ask(value, format);
                    softly.assertThat(answer.statusCode()).as(as).isLessThan(500);
                    if (parameter.mustRefuse(value)) {
                        softly.assertThat(answer.statusCode()).as(as).isEqualTo(400);
                    }
                    if (answer.statusCode() >= 400) {
                        JsonNode problem = json(answer);
                        softly.assertThat(answer.headers().firstValue("Content-Type").orElse("")).as(as).startsWith("application/problem+json");
                        softly.assertThat(errors(problem, "#/components/schemas/Problem")).as(as).isEmpty();
                        softly.assertThat(problem.get("status").asInt()).as(as).isEqualTo(answer.statusCode());
                        if (parameter.in().equals("query")) {
                            softly.assertThat(problem.path("field").asString("")).as(as).isEqualTo(parameter.name());
                        }
                    }
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void saysHowARefusedParameterIsWritten() {
        String koganei = API + "/koganei";
        Map.of(koganei + "/figures?limit=0", "1–1000", koganei + "/programmes?limit=x", "1–1000",
                koganei + "/figures?nature=hope", "actual | planned | baseline | target | budget",
                koganei + "/entries?from=2026-02-30", "1900-01-01–2200-12-31", koganei + "/figures?format=xml", "csv | json",
                koganei + "/figures?dimension=ward", "ward=中央区;offence=窃盗犯").forEach((address, expected) -> {
                    HttpResponse<String> answer = get(address);
                    assertThat(answer.statusCode()).as(address).isEqualTo(400);
                    assertThat(json(answer).get("expected").asString()).isEqualTo(expected);
                });
    }

    // ---- what nobody may know -------------------------------------------------------------------------------------

    @Test
    void givesAwayNothingThatIsNotPublic() {
        Town careful = TestTowns.fresh(packs, towns);
        UUID open = ledger.record(careful, "patrol", "on=2026/5/1", "kind=day", "participants=2", "driver=秘密太郎");
        UUID withdrawn = ledger.record(careful, "patrol", "on=2026/5/2", "kind=day", "participants=2", "route=取り下げ");
        ledger.withdraw(careful, withdrawn, 1, "patrol");
        UUID supply = ledger.record(careful, "supply", "on=2026/5/1", "group=見本町会", "items=3");
        UUID secret = ledger.record(careful, "secret", "on=2026/5/1", "story=相談のこと");
        UUID house = ledger.record(careful, "house", "registered_on=2026/4/1", "name=秘密商店");
        UUID elsewhere = ledger.record(TestTowns.fresh(packs, towns), "patrol", "on=2026/5/1", "kind=day", "participants=2");
        String entries = API + "/" + careful.key() + "/entries";
        String all = Stream.of("", "?format=csv", "?form=patrol&format=csv", "?form=house&format=csv", "?form=house", "?from=2026-05-01")
                .map(rest -> get(entries + rest).body()).collect(Collectors.joining("\n"));
        assertThat(all).contains(open.toString(), house.toString()).doesNotContain(withdrawn.toString(), supply.toString(), secret.toString(),
                elsewhere.toString(), "秘密太郎", "取り下げ", "見本町会", "相談のこと", "秘密商店", "driver", "見本 花子", "supply", "secret");
        for (String form : List.of("supply", "secret")) {
            assertThat(alike(get(entries + "?form=" + form), 400)).isEqualTo(alike(get(entries + "?form=nothing"), 400));
            assertThat(alike(get(entries + "?format=csv&form=" + form), 400)).isEqualTo(alike(get(entries + "?format=csv&form=nothing"), 400));
        }
    }

    @Test
    void answersWhatIsNotThereAlike() {
        String nothing = alike(get(API + "/nowhere/figures"), 404);
        assertThat(alike(get(API + "/nowhere"), 404)).isEqualTo(nothing);
        assertThat(alike(get(API + "/koganei/nothing"), 404)).isEqualTo(nothing);
        assertThat(alike(get(API + "/koganei/indicators/nothing"), 404)).isEqualTo(nothing);
        assertThat(alike(get(API + "/koganei/programmes/nothing"), 404)).isEqualTo(nothing);
        assertThat(alike(get(API + "/" + town.key() + "/indicators/patrols"), 404)).isEqualTo(nothing);
    }

    @Test
    void isForReadingOnly() {
        for (String address : List.of(API, API + "/koganei/entries", "/en" + API + "/koganei/entries")) {
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                HttpResponse<String> answer = send(method, address);
                assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET");
                alike(answer, 405);
            }
            HttpResponse<String> whole = get(address);
            HttpResponse<String> head = send("HEAD", address);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(etag(head)).isEqualTo(etag(whole));
            for (String name : List.of("Content-Type", "Content-Length")) {
                assertThat(head.headers().firstValue(name)).as(name).isEqualTo(whole.headers().firstValue(name));
            }
        }
    }

    @Test
    void refusesAFormatThatItDoesNotSpeak() {
        alike(get(API + "/koganei/figures", "Accept", "text/html"), 406);
        alike(get(API + "/koganei/indicators/none", "Accept", "text/csv"), 406);
    }

    // ---- the page about it ----------------------------------------------------------------------------------------

    @Test
    void showsExamplesThatWork() {
        for (String page : List.of("/api/v1/docs", "/en/api/v1/docs")) {
            List<String> addresses = Pattern.compile("curl [^<]*(?:&#39;|')http://localhost:" + port + "([^'&]*(?:&amp;[^'&]*)*)")
                    .matcher(get(page).body()).results().map(found -> found.group(1).replace("&amp;", "&")).toList();
            assertThat(addresses).as(page).hasSizeGreaterThan(3).allSatisfy(address -> assertThat(get(address).statusCode()).as(address).isEqualTo(200));
            LISTS.forEach(list -> assertThat(addresses).as(page).anyMatch(address -> address.contains("/" + list)));
        }
    }

    // ---- asking ---------------------------------------------------------------------------------------------------

    /** One parameter of an address, as described. */
    private record Parameter(String path, String name, String in, JsonNode node, ApiTests tests) {

        HttpResponse<String> ask(String value, String format) {
            String address = path.replace("{" + name + "}", value).replace("{town}", RECORDS).replace("{key}", "none");
            String question = format.isEmpty() ? "" : "format=" + format + "&";
            return switch (in) {
                case "query" -> tests.get(address + "?" + question + name + "=" + value);
                case "header" -> tests.get(address, name, value);
                default -> tests.get(address);
            };
        }

        /** Whether the description excludes the value; an empty one is as good as none. */
        boolean mustRefuse(String value) {
            JsonNode schema = node.get("schema");
            if (!in.equals("query") || value.isEmpty()) {
                return false;
            }
            return schema.has("enum") && schema.get("enum").valueStream().noneMatch(known -> known.asString().equals(value))
                    || schema.path("format").asString("").matches("uuid|date") && !value.matches("[12]\\d{3}-(?!02-30)[01]\\d-[0-3]\\d")
                    || schema.get("type").asString().equals("integer") && !(value.matches("[0-9]{1,4}")
                            && Integer.parseInt(value) >= schema.get("minimum").asInt() && Integer.parseInt(value) <= schema.get("maximum").asInt());
        }

        @Override
        public String toString() {
            return path + " " + name;
        }
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        description.get("paths").forEachEntry((path, item) -> item.at("/get/parameters").forEach(node ->
                parameters.add(new Parameter(path, node.get("name").asString(), node.get("in").asString(), node, this))));
        return parameters;
    }

    private List<String> names(String path) {
        return parameters().stream().filter(parameter -> parameter.path().equals(path)).map(Parameter::name).toList();
    }

    private HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    private HttpResponse<String> send(String method, String path, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .method(method, HttpRequest.BodyPublishers.noBody());
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(path, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    /** All items of a list, by following {@code next}. */
    private List<JsonNode> list(String address) {
        List<JsonNode> items = new ArrayList<>();
        for (String next = address; next != null;) {
            HttpResponse<String> answer = get(next);
            assertThat(answer.statusCode()).as(next).isEqualTo(200);
            JsonNode page = json(answer);
            page.get("items").forEach(items::add);
            next = page.get("next").isNull() ? null : page.get("next").asString();
        }
        return items;
    }

    /** All rows of a sheet by their columns, by following {@code Link}. */
    private List<Map<String, String>> sheet(String address) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String next = address; next != null;) {
            HttpResponse<String> answer = get(next);
            assertThat(answer.statusCode()).as(next).isEqualTo(200);
            try (var parser = CSVFormat.RFC4180.builder().setHeader().setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW).get().parse(new java.io.StringReader(answer.body().substring(1)))) {
                parser.stream().map(CSVRecord::toMap).forEach(rows::add);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            next = answer.headers().firstValue("Link").map(link -> link.replaceAll("<(.*)>; rel=\"next\"", "$1")).orElse(null);
        }
        return rows;
    }

    private static List<String> ids(List<JsonNode> items) {
        return items.stream().map(item -> item.has("id") ? item.get("id").asString() : item.get("key").asString()).toList();
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow(() -> new AssertionError("no ETag: " + answer.statusCode() + " " + answer.uri()));
    }

    /** The problem without what is of this request only. */
    private String alike(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.uri().toString()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        ObjectNode problem = (ObjectNode) json(answer);
        check(problem, "#/components/schemas/Problem", answer.uri().toString());
        problem.remove("id");
        problem.remove("instance");
        return problem.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    // ---- holding against the description --------------------------------------------------------------------------

    private String ok(String path) {
        return description.get("paths").get(path).at("/get/responses/200/content/application~1json/schema/$ref").asString();
    }

    private void check(JsonNode answer, String ref, String as) {
        assertThat(errors(answer, ref)).as(as).isEmpty();
    }

    private List<String> errors(JsonNode answer, String ref) {
        return schemas.computeIfAbsent(ref, this::schema).validate(answer, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream().map(Object::toString).toList();
    }

    /** What is not described is an error. */
    private Schema schema(String ref) {
        ObjectNode root = JsonMapper.shared().createObjectNode().put("$ref", ref);
        JsonNode components = description.get("components").deepCopy();
        components.get("schemas").forEach(schema -> ((ObjectNode) schema).put("additionalProperties", false));
        root.set("components", components);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root.toString());
    }

    private List<String> words(String record, String property) {
        return description.at("/components/schemas/" + record + "/properties/" + property + "/enum").valueStream().map(JsonNode::asString).sorted().toList();
    }

    private static <E> List<String> notations(E[] values, java.util.function.Function<E, String> notation) {
        return Arrays.stream(values).map(notation).sorted().toList();
    }

    /** The pack of 小金井市 beside the common forms, under a key of its own. */
    private static Path koganei() {
        try {
            Path packs = Files.createTempDirectory("packs");
            FileSystemUtils.copyRecursively(Path.of("packs", "common"), packs.resolve("common"));
            FileSystemUtils.copyRecursively(Path.of("packs", "koganei"), packs.resolve(RECORDS));
            Path sheet = packs.resolve(RECORDS).resolve("town.yaml");
            Files.writeString(sheet, Files.readString(sheet).replace("key: koganei\n", "key: " + RECORDS + "\n"));
            return packs.resolve(RECORDS);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Test
    void saysWhatIsPrintedWhereThePackSaysItAndNothingElsewhere() throws IOException {
        Path pack = TestTowns.copy("printed-" + UUID.randomUUID().toString().substring(0, 8));
        Files.writeString(pack.resolve("town.yaml"), Files.readString(pack.resolve("town.yaml")) + "documents: [{key: plan, title: 見本町推進計画}]\n");
        Files.writeString(pack.resolve("figures.csv"), """
                key,nature,label,label_en,dimension,period,value,unit,form,sources,note
                cases,actual,件数,,,FY2023,64,件,exact,plan:12|plan:40=六十四件,
                groups,actual,団体数,,,FY2023,なし,団体,none,plan:13,
                """);
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        JsonNode figures = json(get(API + "/" + pack.getFileName() + "/figures"));
        check(figures, ok(API + "/{town}/figures"), "printed");
        assertThat(figures.at("/items/0/sources/0/printed").isNull()).isTrue();
        assertThat(figures.at("/items/0/sources/1/printed").asString()).isEqualTo("六十四件");
        assertThat(figures.at("/items/1/sources/0/printed").isNull()).isTrue();
    }

    @Test
    void saysHowAParameterIsWritten() {
        assertThat(json(get(API + "/" + RECORDS + "/entries?form=nope")).get("expected").asString()).contains("blue-light-patrol | ");
        assertThat(json(get(API + "/koganei/figures?key=%00")).get("expected").asString()).contains("U+0000");
        HttpResponse<String> twice = get(API + "/koganei/figures?key=a&key=b");
        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(json(twice).get("field").asString()).isEqualTo("key");
    }

    @Test
    void tellsCachesThatItAnswersByAccept() {
        assertThat(get(API + "/koganei/figures?limit=1").headers().allValues("Vary")).anyMatch(vary -> vary.contains("Accept") && !vary.contains("Accept-"));
    }
}
