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
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.databind.json.JsonMapper;

/**
 * 誤りのページ。The one place where a failure becomes a page, or RFC 9457 problem details for machines. What is the
 * reader's to mend is said with the field's name; everything else is logged once with the id that the page shows.
 */
@Controller
@ControllerAdvice
public class Failures implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String FIELD = Failures.class.getName() + ".field";
    private static final String CAUSE = Failures.class.getName() + ".cause";
    private static final String REASON = Failures.class.getName() + ".reason";
    private static final String AGAIN = Failures.class.getName() + ".again";
    private static final String ANEW = Failures.class.getName() + ".anew";
    private static final Pattern NAME = Pattern.compile("\\[([A-Za-z_][\\w.-]*)]");
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final MessageSource messages;
    private final Troubles troubles;

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

    /** The same for what is sent without signing in: with a token of now, in the place of the one that was too old. */
    public static void offerAnew(HttpServletRequest request) {
        offerAgain(request);
        request.setAttribute(ANEW, true);
    }

    @ExceptionHandler({NotFound.class, BadParameter.class, MethodArgumentTypeMismatchException.class, TypeMismatchException.class,
            MissingServletRequestParameterException.class, MissingServletRequestPartException.class, BindException.class,
            MethodArgumentNotValidException.class, HandlerMethodValidationException.class, HttpMessageNotReadableException.class})
    void mendable(Exception failed, HttpServletRequest request, HttpServletResponse response) throws IOException {
        hand(failed, request, response);
    }

    /** Ends the request with the status of a failure; its page or problem follows at {@code /error}. */
    static void hand(Throwable failed, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(CAUSE, failed);
        request.setAttribute(FIELD, field(failed));
        response.sendError(status(failed));
    }

    @RequestMapping("/error")
    @Nullable String failed(HttpServletRequest request, HttpServletResponse response, Locale locale, Model model) throws IOException {
        Throwable cause = (Throwable) (request.getAttribute(CAUSE) != null ? request.getAttribute(CAUSE)
                : request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        Optional<SQLException> away = cause == null ? Optional.empty() : Troubles.databaseIsAway(cause);
        if (away.isPresent()) {
            troubles.answer(away.get(), request, response);
            return null;
        }
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        String id = id();
        Sent sent = Sent.by(request);
        if (status >= 500) {
            LOG.error("failure {} at {} {}", id, sent.method(), sent.logged(), cause);
        }
        String kind = kind(status);
        String field = (String) request.getAttribute(FIELD);
        String expected = cause instanceof BadParameter wrong ? wrong.expected() : null;
        String reason = (String) request.getAttribute(REASON);
        String title = messages.getMessage("shell.error.title." + kind, null, locale);
        String heading = reason == null ? title : messages.getMessage(reason + ".title", null, title, locale);
        String detail = reason != null ? messages.getMessage(reason, null, locale)
                : expected != null ? messages.getMessage("shell.error.field.expected", new Object[] {field, expected}, locale)
                : field != null ? messages.getMessage("shell.error.field", new Object[] {field}, locale)
                : messages.getMessage("shell.error.text." + kind, null, locale);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        if (isForMachines(sent.path())) {
            Map<String, Object> problem = problem(status, heading, detail, sent.path(), id);
            if (field != null) {
                problem.put("field", field);
            }
            if (expected != null) {
                problem.put("expected", expected);
            }
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE + ";charset=UTF-8");
            response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(problem));
            return null;
        }
        model.addAttribute("failure", id);
        model.addAttribute("heading", heading);
        model.addAttribute("detail", detail);
        model.addAttribute("sent", sent);
        model.addAttribute("anew", request.getAttribute(ANEW) != null);
        model.addAttribute("again", request.getAttribute(AGAIN) != null && !sent.fields().isEmpty());
        return "shell/error";
    }

    /** The words for a status, as {@code shell.error.title.404}. */
    static String kind(int status) {
        return switch (status) {
            case 400, 403, 404, 405, 409, 413, 415, 429 -> String.valueOf(status);
            default -> status < 500 ? "400" : "500";
        };
    }

    /** Whether an address is of the API, in either language. */
    static boolean isForMachines(String path) {
        return path.startsWith("/api/") || path.startsWith(EnglishFilter.PREFIX + "/api/");
    }

    /** The members of an RFC 9457 problem, in their order. */
    static Map<String, Object> problem(int status, String title, String detail, String instance, String id) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("instance", instance);
        problem.put("id", id);
        return problem;
    }

    private static int status(Throwable failed) {
        return switch (failed) {
            case NotFound missing -> 404;
            case BadParameter wrong -> 400;
            case TypeMismatchException wrong -> 400;
            case HttpMessageNotReadableException wrong -> 400;
            case BindException wrong -> 400;
            case ErrorResponse known -> known.getStatusCode().value();
            default -> Troubles.causes(failed).mapToInt(Failures::beneath).filter(status -> status < 500).findFirst().orElse(500);
        };
    }

    /** What a cause says of the status: a form the server could not read, or text that PostgreSQL cannot keep (U+0000). */
    private static int beneath(Throwable cause) {
        return switch (cause) {
            case InvalidParameterException unreadable -> unreadable.getErrorCode();
            case SQLException refused when "22021".equals(refused.getSQLState()) || "22P05".equals(refused.getSQLState()) -> 400;
            default -> 500;
        };
    }

    private static @Nullable String field(Throwable failed) {
        return switch (failed) {
            case BadParameter wrong -> wrong.getMessage();
            case MethodArgumentTypeMismatchException wrong -> wrong.getName();
            case MissingServletRequestParameterException lacking -> lacking.getParameterName();
            case MissingServletRequestPartException lacking -> lacking.getRequestPartName();
            case InvalidParameterException wrong -> NAME.matcher(String.valueOf(wrong.getMessage())).results()
                    .map(name -> name.group(1)).findFirst().orElse(null);
            case BindingResult wrong -> wrong.getFieldErrors().stream().map(FieldError::getField).findFirst().orElse(null);
            case HandlerMethodValidationException wrong -> wrong.getParameterValidationResults().stream()
                    .map(result -> result.getMethodParameter().getParameterName()).findFirst().orElse(null);
            default -> null;
        };
    }

    /** The number that the page shows and the log knows. */
    static String id() {
        StringBuilder id = new StringBuilder(8);
        for (int at = 0; at < 8; at++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
