package jp.machimori.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import jp.machimori.shell.Failures;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives every page its {@code staff} and every controller that asks its {@link Person}. */
@ControllerAdvice
class StaffAdvice implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    private final Refusals refusals;

    StaffAdvice(Refusals refusals) {
        this.refusals = refusals;
    }

    @ModelAttribute("staff")
    @Nullable Person staff() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Person person
                && Sessions.Access.STAFF.isHeld() ? person : null;
    }

    @ExceptionHandler
    void refuse(Forbidden refused, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (staff() == null) {
            refusals.commence(request, response);
        } else {
            Failures.because(request, refused.reason());
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Person.class && !parameter.hasParameterAnnotation(AuthenticationPrincipal.class);
    }

    @Override
    public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer page,
                                            NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
        Person person = staff();
        if (person == null && !parameter.isOptional()) {
            throw new AccessDeniedException("nobody is signed in");
        }
        return person;
    }
}
