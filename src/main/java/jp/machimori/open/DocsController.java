package jp.machimori.open;

import jp.machimori.town.Towns;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** オープンデータとAPI。What machines may read, for people. */
@Controller
class DocsController {

    private final Towns towns;

    DocsController(Towns towns) {
        this.towns = towns;
    }

    @GetMapping("/api/v1/docs")
    String docs(Model model) {
        model.addAttribute("towns", towns.all());
        return "open/docs";
    }
}
