package jp.machimori.open;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.shell.BadParameter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriUtils;

/** Keyset paging: each page begins behind the last item seen, and its address says so. */
final class Paging {

    static final int MOST = 1000;

    private Paging() {
    }

    /** @throws BadParameter unless 1 to {@link #MOST}, which it is when nothing is said */
    static int limit(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return MOST;
        }
        if (text.matches("[0-9]{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw new BadParameter("limit", "1–" + MOST);
    }

    /** @param found one item more than the limit when there is a next page */
    static <T> Page<T> page(List<T> found, int limit, Function<T, String> place) {
        boolean more = found.size() > limit;
        List<T> items = more ? found.subList(0, limit) : found;
        return new Page<>(items, more ? next(place.apply(items.getLast())) : null);
    }

    /** The address of this request with another place to begin at; relative to the host, since proxies rename hosts. */
    private static String next(String after) {
        HttpServletRequest request = ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
        Stream<String> asked = request.getParameterMap().entrySet().stream().filter(parameter -> !parameter.getKey().equals("after"))
                .flatMap(parameter -> Arrays.stream(parameter.getValue()).map(value -> pair(parameter.getKey(), value)));
        return request.getRequestURI() + "?" + Stream.concat(asked, Stream.of(pair("after", after))).collect(Collectors.joining("&"));
    }

    private static String pair(String name, String value) {
        return UriUtils.encode(name, StandardCharsets.UTF_8) + "=" + UriUtils.encode(value, StandardCharsets.UTF_8);
    }
}
