package jp.machimori.open;

import jp.machimori.shell.BadParameter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Keyset paging: each page begins behind the last item seen, and its address says so. */
final class Paging {

    static final int MOST = 1000;

    private Paging() {
    }

    /** @throws BadParameter unless 1 to {@link #MOST} */
    static int limit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new BadParameter("limit");
        }
        return limit;
    }

    /** The address of this request with another place to begin at; relative to the host, since proxies rename hosts. */
    static String next(String after) {
        var uri = ServletUriComponentsBuilder.fromCurrentRequest().replaceQueryParam("after", "{after}")
                .encode().buildAndExpand(after).toUri();
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    static <T> Page<T> page(java.util.List<T> found, int limit, java.util.function.Function<T, String> place) {
        boolean more = found.size() > limit;
        java.util.List<T> items = more ? found.subList(0, limit) : found;
        @Nullable String next = more ? next(place.apply(items.getLast())) : null;
        return new Page<>(items, next);
    }
}
