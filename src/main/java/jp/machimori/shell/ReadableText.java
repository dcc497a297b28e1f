package jp.machimori.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses parameters that are no text: bytes that are not UTF-8 (they arrive as U+FFFD) and U+0000, which no database
 * text holds. The answer names the parameter.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class ReadableText extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            if (!readable(parameter.getKey()) || !Arrays.stream(parameter.getValue()).allMatch(ReadableText::readable)) {
                throw new BadParameter(readable(parameter.getKey()) ? parameter.getKey() : "?", "UTF-8, ≠ U+0000");
            }
        }
        chain.doFilter(request, response);
    }

    static boolean readable(String text) {
        return text.indexOf('\0') < 0 && text.indexOf('\uFFFD') < 0;
    }
}
