package jp.machimori.inquiry;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** 計測する人。A browser with its cookies: an officer who signs in, or a division that answers by its link, page after page. */
final class BenchDivision implements AutoCloseable {

    private static final Pattern QUESTION = Pattern.compile("name=\"question\" value=\"([0-9a-f-]{36})\"><input type=\"hidden\" name=\"(version-\\d+)\" value=\"(\\d+)\"");
    private static final Pattern HALF = Pattern.compile("<textarea[^>]* name=\"((?:result|plan)-\\d+)-text\"[^>]*>([^<]*)</textarea>");
    private static final Pattern BOX = Pattern.compile("name=\"((?:result|plan)-\\d+-n-\\d+)\"");
    private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final List<String> SENTENCES = List.of("・町会と学校に呼びかけ、日を決めて見回りました。", "・広報とホームページで知らせました。",
            "・警察署、消防署と一緒に行いました。", "・雨のため一回を中止しましたが、代わりの日に行いました。", "・参加した人の声を聞き、次の年の内容に生かします。");

    private static final int MOST_TRIES = 20;

    private final URI home;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(new CookieManager()).build();
    final List<Long> reads = new ArrayList<>();
    final List<Long> sends = new ArrayList<>();
    int answered;
    int again;
    int errors;

    BenchDivision(int port) {
        this.home = URI.create("http://localhost:" + port);
    }

    @Override
    public void close() {
        http.close();
    }

    /** Opens the link and answers everything that its pages ask. */
    void answer(String link, int seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        String door = location(get(URI.create(link).getPath()));
        String path = door;
        while (true) {
            long begun = System.nanoTime();
            HttpResponse<byte[]> read = get(path);
            reads.add(System.nanoTime() - begun);
            String page = new String(read.body(), StandardCharsets.UTF_8);
            List<MatchResult> questions = QUESTION.matcher(page).results().toList();
            if (read.statusCode() != 200 || questions.isEmpty()) {
                errors += read.statusCode() == 200 ? 0 : 1;
                return;
            }
            List<String> form = form(page, questions, random);
            begun = System.nanoTime();
            HttpResponse<byte[]> sent = post(door, form);
            sends.add(System.nanoTime() - begun);
            if (sent.statusCode() != 302) {
                errors++;
                return;
            }
            answered += questions.size();
            path = location(sent);
        }
    }

    private static List<String> form(String page, List<MatchResult> questions, Random random) {
        List<String> form = new ArrayList<>(List.of("key", found(KEY, page), "section", "計測係", "person", "計測 一", "phone", "1234", "checker", "", "next", "1"));
        questions.forEach(question -> form.addAll(List.of("question", question.group(1), question.group(2), question.group(3))));
        HALF.matcher(page).results().forEach(half -> form.addAll(List.of(half.group(1), Outcome.TOLD.key(), half.group(1) + "-text",
                (half.group(2) + "\n" + SENTENCES.get(random.nextInt(SENTENCES.size()))).strip())));
        BOX.matcher(page).results().forEach(box -> form.addAll(List.of(box.group(1), String.valueOf(1 + random.nextInt(2_000)))));
        return form;
    }

    void signIn(String name, String password) throws IOException, InterruptedException {
        String path = "/" + BenchTown.KEY + "/sign-in";
        submit(path, path, "name", name, "password", password);
    }

    /** Sends a form with the token that stands on the page. @return where it leads to */
    String submit(String page, String action, String... fields) throws IOException, InterruptedException {
        List<String> form = new ArrayList<>(List.of(fields));
        form.addAll(List.of("_csrf", found(TOKEN, new String(get(page).body(), StandardCharsets.UTF_8))));
        HttpResponse<byte[]> answer = post(action, form);
        if (answer.statusCode() != 302) {
            throw new IllegalStateException(action + " answers " + answer.statusCode());
        }
        return location(answer);
    }

    private static String found(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("the page has no " + pattern);
        }
        return found.group(1);
    }

    private static String location(HttpResponse<byte[]> answer) {
        URI to = URI.create(answer.headers().firstValue("Location").orElseThrow());
        return to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery());
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return patiently(request(path).GET().build());
    }

    /** Where every connection to the database is busy, a person is told so and tries again. */
    private HttpResponse<byte[]> patiently(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        for (int tries = 1; answer.statusCode() == 503 && tries < MOST_TRIES; tries++) {
            again++;
            TimeUnit.SECONDS.sleep(1);
            answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
        return answer;
    }

    private HttpResponse<byte[]> post(String path, List<String> fields) throws IOException, InterruptedException {
        String form = Stream.iterate(0, at -> at < fields.size(), at -> at + 2).map(at -> encoded(fields.get(at)) + "=" + encoded(fields.get(at + 1))).collect(Collectors.joining("&"));
        return patiently(request(path).header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(home.resolve(path)).timeout(Duration.ofMinutes(30));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
