package jp.machimori.shell;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * 誤りのページ。The one place where a failure becomes a page, or RFC 9457 problem details for machines. What is the
 * reader's to mend is said with the field's name; everything else is logged once with the id that the page shows.
 */
@Controller
@ControllerAdvice
public class Failures implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String FIELD = Failures.class.getName() + ".field";
    private static final String REASON = Failures.class.getName() + ".reason";
    private static final String AGAIN = Failures.class.getName() + ".again";
    /** SQLSTATE of a text that is none: it holds the character U+0000. */
    private static final String NO_TEXT = "22021";
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private final MessageSource messages;
    private final Troubles troubles;
    private final SecureRandom random = new SecureRandom();

    Failures(MessageSource messages, Troubles troubles) {
        this.messages = messages;
        this.troubles = troubles;
    }

    /**
     * Before {@code sendError}: the page says why in these words instead of its general ones.
     *
     * @param reason message key of the sentence; the key with {@code .title} behind it is the heading, where there is one
     */
    public static void because(HttpServletRequest request, String reason) {
        request.setAttribute(REASON, reason);
    }

    /** Before {@code sendError}: the page holds what was sent, as it was sent, and can send it again. */
    public static void offerAgain(HttpServletRequest request) {
        request.setAttribute(AGAIN, true);
    }

    @ExceptionHandler(NotFound.class)
    void missing(HttpServletResponse response) throws IOException {
        response.sendError(404);
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    void mismatch(MethodArgumentTypeMismatchException wrong, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(FIELD, wrong.getName());
        response.sendError(400);
    }

    @ExceptionHandler(MissingServletRequestParameterException.class)
    void lacking(MissingServletRequestParameterException lacking, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(FIELD, lacking.getParameterName());
        response.sendError(400);
    }

    @ExceptionHandler({TypeMismatchException.class, HttpMessageNotReadableException.class})
    void unreadable(HttpServletResponse response) throws IOException {
        response.sendError(400);
    }

    /** A parameter that a controller refused; the message is the parameter's name. */
    @ExceptionHandler(BadParameter.class)
    void refused(BadParameter refused, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(FIELD, refused.getMessage());
        response.sendError(400);
    }

    @RequestMapping("/error")
    @Nullable String failed(HttpServletRequest request, HttpServletResponse response, Locale locale, Model model) throws IOException {
        Throwable thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (thrown != null && Troubles.databaseIsAway(thrown)) {
            troubles.answer(request, response);
            return null;
        }
        Integer code = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = code == null ? 404 : code;
        if (thrown instanceof ErrorResponse known) {
            status = known.getStatusCode().value();
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidParameterException unreadable) {
                status = unreadable.getErrorCode();
            }
            if (cause instanceof SQLException refused && NO_TEXT.equals(refused.getSQLState())) {
                status = 400;
            }
        }
        String id = id();
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        if (status >= 500) {
            LOG.error("failure {} at {} {}", id, Troubles.method(request), path, thrown);
        }
        String kind = switch (status) {
            case 400, 403, 404, 405, 409, 413, 415, 429 -> String.valueOf(status);
            default -> status < 500 ? "400" : "500";
        };
        String field = (String) request.getAttribute(FIELD);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        String reason = (String) request.getAttribute(REASON);
        String detail = reason != null ? word(reason, locale) : field == null ? word("shell.error.text." + kind, locale)
                : messages.getMessage("shell.error.field", new Object[] {field}, locale);
        if (path.contains("/api/")) {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE + ";charset=UTF-8");
            Map<String, Object> problem = new LinkedHashMap<>();
            problem.put("type", "about:blank");
            problem.put("title", HttpStatus.valueOf(status).getReasonPhrase());
            problem.put("status", status);
            problem.put("detail", detail);
            problem.put("instance", path);
            if (field != null) {
                problem.put("field", field);
            }
            problem.put("id", id);
            response.getOutputStream().write(tools.jackson.databind.json.JsonMapper.shared().writeValueAsBytes(problem));
            return null;
        }
        model.addAttribute("status", status);
        String heading = reason == null ? null : messages.getMessage(reason + ".title", null, null, locale);
        model.addAttribute("heading", heading != null ? heading : word("shell.error.title." + kind, locale));
        model.addAttribute("path", path);
        model.addAttribute("again", request.getAttribute(AGAIN) == null ? Map.of() : Troubles.sent(request));
        model.addAttribute("detail", detail);
        model.addAttribute("id", id);
        return "shell/error";
    }

    private String word(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    private String id() {
        StringBuilder id = new StringBuilder(8);
        for (int at = 0; at < 8; at++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
