package jp.machimori.open;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jp.machimori.shell.BadParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A parameter that an address does not have is refused: a misspelt filter would return everything as if it were filtered.
 * So is one that is given twice, of which only one would count.
 */
class KnownParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.getBeanType().isAnnotationPresent(RestController.class)) {
            Set<String> known = Arrays.stream(method.getMethod().getParameters())
                    .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class)).map(Parameter::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            known.add(Reading.FORMAT);
            request.getParameterMap().keySet().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
                throw new BadParameter(name, String.join(" | ", known));
            });
            request.getParameterMap().forEach((name, values) -> {
                if (values.length > 1) {
                    throw new BadParameter(name, "1 × " + name);
                }
            });
        }
        return true;
    }
}
