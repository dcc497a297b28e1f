package jp.machimori.town;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import jp.machimori.shell.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives every page its town. A reserved word in the place of a town, as {@code /favicon.ico}, is none. */
@ControllerAdvice
class TownAdvice implements WebMvcConfigurer, HandlerInterceptor {

    @ModelAttribute("town")
    @Nullable Town town(HttpServletRequest request) {
        return (Town) request.getAttribute("town");
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> parts
                && parts.containsKey("town") && town(request) == null) {
            throw new NotFound();
        }
        return true;
    }
}
