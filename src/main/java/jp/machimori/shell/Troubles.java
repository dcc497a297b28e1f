package jp.machimori.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLTransientException;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.HtmlUtils;

/**
 * データベースに届かないとき。Stands outside everything that needs the database, sessions included, and says so on a page
 * that needs none of it. What was typed into a form comes back with the page and can be sent again.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
public class Troubles extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
    private static final int MOST = 200_000;

    private final MessageSource messages;

    Troubles(MessageSource messages) {
        this.messages = messages;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failed) {
            if (!databaseIsAway(failed) || response.isCommitted()) {
                throw failed;
            }
            answer(request, response);
        }
    }

    /** Whether the cause of a failure is that the database does not answer. */
    static boolean databaseIsAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessResourceFailureException || cause instanceof CannotCreateTransactionException
                    || cause instanceof TransientDataAccessResourceException || cause instanceof SQLTransientException
                    || cause instanceof TransactionSystemException) {
                return true;
            }
            if (cause instanceof java.sql.SQLException sql && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"))) {
                return true;
            }
            if (cause == cause.getCause()) {
                return false;
            }
        }
        return false;
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        LOG.warn("the database does not answer: {} {} was answered with 503", method(request), request.getServletPath());
        Locale locale = request.getAttribute("locale") instanceof Locale known ? known : Locale.JAPANESE;
        response.reset();
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "10");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", Headers.POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (request.getRequestURI().contains("/api/")) {
            response.setContentType("application/problem+json;charset=UTF-8");
            response.getOutputStream().write(("{\"type\":\"about:blank\",\"status\":503,\"title\":\""
                    + word("shell.away.title", locale) + "\",\"detail\":\"" + word("shell.away.text", locale) + "\"}")
                    .getBytes(StandardCharsets.UTF_8));
            return;
        }
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write(page(request, locale).getBytes(StandardCharsets.UTF_8));
    }

    private String page(HttpServletRequest request, Locale locale) {
        StringBuilder page = new StringBuilder(2_000)
                .append("<!DOCTYPE html><html lang=\"").append(locale.getLanguage())
                .append("\"><head><meta charset=\"UTF-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<link rel=\"stylesheet\" href=\"/assets/machimori.css\"><title>").append(word("shell.away.title", locale))
                .append("</title></head><body><main class=\"page\"><h1>").append(word("shell.away.title", locale))
                .append("</h1><p>").append(word("shell.away.text", locale)).append("</p>");
        String again = resend(request, locale);
        page.append(again.isEmpty() ? "<p><a class=\"button\" href=\"\">" + word("shell.away.retry", locale) + "</a></p>" : again);
        return page.append("</main></body></html>").toString();
    }

    /** What was sent, ready to be sent again; passwords are not repeated. */
    private String resend(HttpServletRequest request, Locale locale) {
        Map<String, String[]> sent = sent(request);
        if (sent.isEmpty()) {
            return "";
        }
        StringBuilder form = new StringBuilder("<p>").append(word("shell.away.kept", locale)).append("</p><form method=\"post\">");
        for (Map.Entry<String, String[]> parameter : sent.entrySet()) {
            for (String value : parameter.getValue()) {
                form.append("<input type=\"hidden\" name=\"").append(HtmlUtils.htmlEscape(parameter.getKey()))
                        .append("\" value=\"").append(HtmlUtils.htmlEscape(value)).append("\">");
            }
        }
        return form.append("<button class=\"button primary\">").append(word("shell.away.again", locale)).append("</button></form>").toString();
    }

    /** Of the request itself; telling of a failure is always a GET. */
    static String method(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_METHOD) instanceof String method ? method : request.getMethod();
    }

    /** What a form sent, unless it is very large or holds a password. */
    static Map<String, String[]> sent(HttpServletRequest request) {
        if (!method(request).equals("POST") || request.getContentLengthLong() > MOST) {
            return Map.of();
        }
        Map<String, String[]> sent = request.getParameterMap();
        return sent.keySet().stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).contains("password")) ? Map.of() : sent;
    }

    private String word(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
