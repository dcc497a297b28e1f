package jp.machimori.open;

import java.util.Map;
import jp.machimori.town.Towns;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** オープンデータとAPI。What machines may read, for people. */
@Controller
class DocsController {

    /** What an example asks of each list. */
    private static final Map<String, String> EXAMPLES = Map.of("programmes", "?limit=20", "indicators", "",
            "figures", "?nature=target", "entries", "?from=2026-04-01&format=csv");

    private final Towns towns;

    DocsController(Towns towns) {
        this.towns = towns;
    }

    @GetMapping("/api/v1/docs")
    String docs(Model model) {
        model.addAttribute("towns", towns.all());
        model.addAttribute("examples", EXAMPLES);
        model.addAttribute("base", ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
        return "open/docs";
    }
}
