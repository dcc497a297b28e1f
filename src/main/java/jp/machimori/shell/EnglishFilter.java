package jp.machimori.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Addresses under {@code /en} are the English pages: {@code /en} becomes the context path of the request, so that every
 * link and redirect made for it keeps the prefix. All other addresses are Japanese, whatever the browser prefers.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class EnglishFilter extends OncePerRequestFilter {

    static final String PREFIX = "/en";

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = (String) request.getAttribute("jakarta.servlet.error.request_uri");
        String uri = path == null ? request.getRequestURI() : path;
        boolean english = uri.equals(PREFIX) || uri.startsWith(PREFIX + "/");
        request.setAttribute("locale", english ? Locale.ENGLISH : Locale.JAPANESE);
        chain.doFilter(english && !(request instanceof English) ? new English(request, path == null) : request, response);
    }

    private static final class English extends HttpServletRequestWrapper {
        private final boolean prefixed;

        English(HttpServletRequest request, boolean prefixed) {
            super(request);
            this.prefixed = prefixed;
        }

        @Override
        public String getContextPath() {
            return PREFIX;
        }

        @Override
        public String getRequestURI() {
            String uri = super.getRequestURI();
            return prefixed ? uri.equals(PREFIX) ? PREFIX + "/" : uri : PREFIX + uri;
        }

        @Override
        public String getServletPath() {
            String path = super.getServletPath();
            return path.startsWith(PREFIX + "/") ? path.substring(PREFIX.length()) : path.equals(PREFIX) ? "/" : path;
        }

        @Override
        public Locale getLocale() {
            return Locale.ENGLISH;
        }
    }
}
