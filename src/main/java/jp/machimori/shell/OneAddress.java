package jp.machimori.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sends whoever asks for a page with a slash at its end to the page, which has one address only. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class OneAddress extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        boolean reading = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!reading || path.equals(EnglishFilter.PREFIX + "/") || Failures.isForMachines(path) || !endsInASlash(path)) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
        response.setHeader("Location", path.substring(0, path.length() - 1) + (request.getQueryString() == null ? "" : "?" + request.getQueryString()));
    }

    /** Never with two slashes in a row: {@code //elsewhere.example/} would lead away. */
    private static boolean endsInASlash(String path) {
        return path.length() > 1 && path.endsWith("/") && !path.contains("//") && path.indexOf('\\') < 0;
    }
}
