package jp.machimori.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives every page its {@code staff} and every controller that asks its {@link Person}. */
@ControllerAdvice
class StaffAdvice implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    @ModelAttribute("staff")
    @Nullable Person staff() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Person person
                && authentication.getAuthorities().stream()
                        .anyMatch(authority -> Sessions.Access.STAFF.authority().equals(authority.getAuthority()))
                ? person : null;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Person.class;
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
