package jp.machimori;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Somebody at a browser without JavaScript: keeps cookies, follows no redirect, sends the forms it was shown. */
public final class Visitor {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final URI home;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

    public Visitor(int port) {
        this.home = URI.create("http://localhost:" + port);
    }

    /** Signed in to that town. */
    public static Visitor signedIn(int port, String town, String name, String password) {
        Visitor visitor = new Visitor(port);
        HttpResponse<String> answer = visitor.signIn("/" + town, name, password);
        if (answer.statusCode() != 302) {
            throw new IllegalStateException(name + " cannot sign in: " + answer.statusCode() + " " + answer.body());
        }
        return visitor;
    }

    /** @param door as {@code /koganei} or {@code /operator} */
    public HttpResponse<String> signIn(String door, String name, String password, String... more) {
        String[] fields = new String[4 + more.length];
        fields[0] = "name";
        fields[1] = name;
        fields[2] = "password";
        fields[3] = password;
        System.arraycopy(more, 0, fields, 4, more.length);
        return submit(door + "/sign-in", door + "/sign-in", fields);
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(home.resolve(path)).GET().build());
    }

    public HttpResponse<String> send(String method, String path, String... fields) {
        return send(HttpRequest.newBuilder(home.resolve(path)).header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(form(List.of(fields)))).build());
    }

    /** Sends a form of the page, with the token that stands in it. */
    public HttpResponse<String> submit(String page, String action, String... fields) {
        return send("POST", action, join(List.of(fields), List.of("_csrf", token(page))));
    }

    /** A file, as its bytes. */
    public HttpResponse<byte[]> download(String path) {
        return send(HttpRequest.newBuilder(home.resolve(path)).GET().build(), BodyHandlers.ofByteArray());
    }

    /** Sends a form with one file in it. */
    public HttpResponse<String> upload(String path, String field, String name, byte[] file, String... fields) {
        String boundary = "----a-form-with-a-file";
        StringBuilder before = new StringBuilder();
        for (int at = 0; at < fields.length; at += 2) {
            before.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(fields[at]).append("\"\r\n\r\n")
                    .append(fields[at + 1]).append("\r\n");
        }
        before.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(field).append("\"; filename=\"").append(name)
                .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        return send(HttpRequest.newBuilder(home.resolve(path)).header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.concat(BodyPublishers.ofString(before.toString()), BodyPublishers.ofByteArray(file),
                        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"))).build());
    }

    /** The token on that page. */
    public String token(String page) {
        Matcher token = TOKEN.matcher(get(page).body());
        if (!token.find()) {
            throw new IllegalStateException("no form with a token at " + page);
        }
        return token.group(1);
    }

    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    private HttpResponse<String> send(HttpRequest request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String[] join(List<String> one, List<String> other) {
        return java.util.stream.Stream.concat(one.stream(), other.stream()).toArray(String[]::new);
    }

    private static String form(List<String> fields) {
        return IntStream.range(0, fields.size() / 2)
                .mapToObj(at -> URLEncoder.encode(fields.get(2 * at), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(fields.get(2 * at + 1), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
