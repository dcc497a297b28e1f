package jp.machimori.portal;

import java.util.Locale;
import jp.machimori.figures.Figures;
import jp.machimori.ledger.EntryList;
import jp.machimori.plan.Indicators;
import jp.machimori.plan.Programmes;
import jp.machimori.shell.SearchText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** さがす。One search over programmes, indicators, public records and figures. */
@Controller
@Transactional(readOnly = true)
class SearchController {

    private static final int MOST = 30;

    private final Programmes programmes;
    private final Indicators indicators;
    private final EntryList entries;
    private final Figures figures;

    SearchController(Programmes programmes, Indicators indicators, EntryList entries, Figures figures) {
        this.programmes = programmes;
        this.indicators = indicators;
        this.entries = entries;
        this.figures = figures;
    }

    @GetMapping("/{town}/search")
    String search(@RequestParam(required = false) @Nullable String q, Locale locale, Model model) {
        SearchText words = SearchText.of(q, "q");
        model.addAttribute("q", words.typed());
        if (!words.isEmpty()) {
            model.addAttribute("programmes", programmes.search(words, MOST));
            model.addAttribute("standings", indicators.standing(indicators.search(words, MOST)));
            model.addAttribute("records", entries.search(words, MOST, locale));
            model.addAttribute("series", figures.search(words, MOST));
        }
        return "portal/search";
    }
}
