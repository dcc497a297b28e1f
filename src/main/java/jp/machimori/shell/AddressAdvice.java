package jp.machimori.shell;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the head of every page takes from its address: the same page in the other language, and the section it is in. */
@ControllerAdvice
class AddressAdvice {

    /** Null where the page cannot be opened by its address: after a form was refused, and for a failure. */
    @ModelAttribute("otherLanguage")
    @Nullable String otherLanguage(HttpServletRequest request) {
        if (!request.getMethod().equals("GET") || request.getDispatcherType() != DispatcherType.REQUEST) {
            return null;
        }
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return (request.getContextPath().isEmpty() ? EnglishFilter.PREFIX : "") + path(request) + query;
    }

    /** What stands after the town, as {@code plan}; empty for its home. */
    @ModelAttribute("section")
    String section(HttpServletRequest request) {
        String[] parts = path(request).split("/", 4);
        return parts.length > 2 ? parts[2] : "";
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
