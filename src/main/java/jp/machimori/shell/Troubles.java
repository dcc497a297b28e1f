package jp.machimori.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * 困ったとき。Stands outside everything that may fail, sessions included. When the database does not answer it says so
 * on a page that needs nothing of it, and what was typed into a form comes back with the page and can be sent again.
 * Every other failure is handed to {@link Failures}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class Troubles extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    /** Connection lost or refused, too many connections, shut down or starting. A full disk (53100) answers, and is a failure. */
    private static final Pattern AWAY = Pattern.compile("08.*|53300|57P.*");

    private final PlainPage page;

    Troubles(PlainPage page) {
        this.page = page;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException | Error failed) {
            if (response.isCommitted()) {
                throw failed;
            }
            Optional<SQLException> away = databaseIsAway(failed);
            if (away.isPresent()) {
                answer(away.get(), request, response);
            } else {
                response.resetBuffer();
                Failures.hand(failed, request, response);
            }
        }
    }

    /** What says that a failure is the database's, which does not answer. */
    static Optional<SQLException> databaseIsAway(Throwable failure) {
        return causes(failure).filter(SQLException.class::isInstance).map(SQLException.class::cast)
                .filter(cause -> cause instanceof SQLTransientConnectionException
                        || cause.getSQLState() != null && AWAY.matcher(cause.getSQLState()).matches()).findFirst();
    }

    /** A failure and what caused it, outermost first; behind a rollback that failed stands what was to be rolled back. */
    static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause).limit(50)
                .flatMap(cause -> cause instanceof TransactionSystemException rollback && rollback.getApplicationException() != null
                        ? Stream.concat(Stream.of(cause), causes(rollback.getApplicationException())) : Stream.of(cause));
    }

    void answer(SQLException away, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Sent sent = Sent.by(request);
        String id = Failures.id();
        LOG.warn("the database does not answer: {} at {} {}: {} {}", id, sent.method(), sent.logged(), away.getSQLState(), away.toString());
        Locale locale = request.getAttribute("locale") instanceof Locale known ? known : Locale.JAPANESE;
        response.reset();
        Headers.put(request, response);
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "10");
        response.setHeader("Cache-Control", "no-store");
        boolean machine = Failures.isForMachines(sent.path());
        response.setContentType(machine ? "application/problem+json;charset=UTF-8" : "text/html;charset=UTF-8");
        response.getOutputStream().write(machine
                ? JsonMapper.shared().writeValueAsBytes(Failures.problem(503, page.word("shell.away.title", locale),
                        page.word("shell.away.text", locale), sent.path(), id))
                : page.bytes(locale, "shell.away.title", "shell.away.text", again(sent, locale)));
    }

    /** What was sent, ready to be sent again; else the page to be opened again, or how to go back. */
    private String again(Sent sent, Locale locale) {
        String address = HtmlUtils.htmlEscape(sent.address(), "UTF-8");
        if (sent.fields().isEmpty() && !sent.method().equals("GET")) {
            return "<p>%s</p>".formatted(page.word("shell.away.back", locale));
        }
        if (sent.fields().isEmpty()) {
            return "<p><a class=\"button primary\" href=\"%s\">%s</a></p>".formatted(address, page.word("shell.away.retry", locale));
        }
        var form = new StringBuilder("<p>%s</p>\n<form method=\"post\" action=\"%s\">\n".formatted(page.word("shell.away.kept", locale), address));
        sent.fields().forEach((name, values) -> values.forEach(value -> form.append("<input type=\"hidden\" name=\"%s\" value=\"%s\">\n"
                .formatted(HtmlUtils.htmlEscape(name, "UTF-8"), HtmlUtils.htmlEscape(value, "UTF-8")))));
        return form.append("<button class=\"button primary\">%s</button>\n</form>".formatted(page.word("shell.away.again", locale))).toString();
    }
}
