package jp.machimori.portal;

import jp.machimori.town.Towns;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: which town. */
@Controller
class TownsController {

    private final Towns towns;

    TownsController(Towns towns) {
        this.towns = towns;
    }

    @GetMapping("/")
    String towns(Model model) {
        model.addAttribute("towns", towns.all());
        return "portal/towns";
    }
}
