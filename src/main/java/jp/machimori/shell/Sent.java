package jp.machimori.shell;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * 送られたもの。What somebody sent when it failed, so that a page can send it again. Telling of a failure is a request of
 * its own, so this reads what that keeps of the first one.
 *
 * @param fields of the form, by name; empty where it may not be repeated: nothing sent, a file, very much, or a password
 */
record Sent(String method, String path, @Nullable String query, Map<String, List<String>> fields) {

    private static final int MOST = 200_000;

    static Sent by(HttpServletRequest request) {
        boolean telling = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) != null;
        String method = telling ? kept(request, RequestDispatcher.ERROR_METHOD) : request.getMethod();
        String path = telling ? kept(request, RequestDispatcher.ERROR_REQUEST_URI) : request.getRequestURI();
        String query = telling ? (String) request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING) : request.getQueryString();
        return new Sent(method, path, query, method.equals("POST") ? fields(request, query) : Map.of());
    }

    /** Path and query. */
    public String address() {
        return query == null ? path : path + "?" + query;
    }

    /** The path as a log may keep it: a part as long as a secret is left out. */
    String logged() {
        return path.replaceAll("[A-Za-z0-9_-]{40,}", "…");
    }

    private static Map<String, List<String>> fields(HttpServletRequest request, @Nullable String query) {
        String type = String.valueOf(request.getContentType());
        if (!type.startsWith("application/x-www-form-urlencoded") || request.getContentLengthLong() > MOST) {
            return Map.of();
        }
        Set<String> inAddress = UriComponentsBuilder.newInstance().query(query).build().getQueryParams().keySet();
        Map<String, List<String>> fields = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!inAddress.contains(name)) {
                fields.put(name, Arrays.asList(values));
            }
        });
        return fields.keySet().stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).contains("password")) ? Map.of() : fields;
    }

    private static String kept(HttpServletRequest request, String attribute) {
        return String.valueOf(request.getAttribute(attribute));
    }
}
