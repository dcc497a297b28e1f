package jp.machimori.town;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page its town. */
@ControllerAdvice
class TownAdvice {

    @ModelAttribute("town")
    @Nullable Town town(HttpServletRequest request) {
        return (Town) request.getAttribute("town");
    }
}
