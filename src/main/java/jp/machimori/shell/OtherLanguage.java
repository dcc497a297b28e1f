package jp.machimori.shell;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The same page in the other language, for the switch in the head. */
@ControllerAdvice
class OtherLanguage {

    @ModelAttribute("otherLanguage")
    @Nullable String otherLanguage(HttpServletRequest request) {
        if (!request.getMethod().equals("GET") || request.getDispatcherType() != jakarta.servlet.DispatcherType.REQUEST) {
            return null;
        }
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return request.getContextPath().isEmpty() ? EnglishFilter.PREFIX + path + query : path + query;
    }
}
