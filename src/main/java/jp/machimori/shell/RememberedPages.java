package jp.machimori.shell;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/**
 * 覚えたページ。A large page of the public is not written again while it would say the same. Its controller reads what the
 * page shows at every request, so that a correction shows at the next one, puts that into the model as
 * {@link #SHOWN} too, and answers with {@link #PAGE} before the name of the view; equal values at the same address on the
 * same day, in the same frame (the town, and what records it keeps), give the same page. Pages for staff are always written.
 */
@Component
public class RememberedPages implements ViewResolver, Ordered {

    /** Stands before the name of a view whose page is remembered. */
    public static final String PAGE = "remembered:";

    /** The attribute that holds all the page shows beyond the town and the address: values with equality. */
    public static final String SHOWN = "shown";

    private static final int BYTES = 32 << 20;

    private record Key(String view, String address, @Nullable Object town, @Nullable Object kept, LocalDate today) {
    }

    /** @param shown what it was written from: another value makes another page */
    private record Page(Object shown, byte[] body, String type, Locale locale) {
    }

    private final ThymeleafViewResolver pages;
    private final Clock clock;
    private final Cache<Key, Page> written = Caffeine.newBuilder().maximumWeight(BYTES)
            .weigher((Key key, Page page) -> page.body().length).build();

    RememberedPages(ThymeleafViewResolver pages, Clock clock) {
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable View resolveViewName(String name, Locale locale) throws Exception {
        if (!name.startsWith(PAGE)) {
            return null;
        }
        View page = pages.resolveViewName(name.substring(PAGE.length()), locale);
        return page == null ? null : (model, request, response) -> render(name, page, model, request, response);
    }

    private void render(String name, View view, @Nullable Map<String, ?> model, HttpServletRequest request,
                        HttpServletResponse response) throws Exception {
        Object shown = model == null ? null : model.get(SHOWN);
        if (shown == null || model.get("staff") != null) {
            view.render(model, request, response);
            return;
        }
        String query = request.getQueryString();
        Key key = new Key(name, request.getRequestURI() + (query == null ? "" : "?" + query), model.get("town"),
                model.get("keeping") instanceof Supplier<?> keeping ? keeping.get() : null, LocalDate.now(clock));
        Page page = written.getIfPresent(key);
        if (page == null || !page.shown().equals(shown)) {
            var paper = new ContentCachingResponseWrapper(response);
            view.render(model, request, paper);
            page = new Page(shown, paper.getContentAsByteArray(), paper.getContentType(), paper.getLocale());
            written.put(key, page);
        } else {
            response.setLocale(page.locale());
        }
        response.setContentType(page.type());
        response.getOutputStream().write(page.body());
    }
}
