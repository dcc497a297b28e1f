package jp.machimori.office;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import jp.machimori.account.Person;
import jp.machimori.ledger.Form;
import jp.machimori.ledger.Forms;
import jp.machimori.ledger.Tallies;
import jp.machimori.shell.Words;
import jp.machimori.town.FiscalYear;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The home page of staff. */
@Controller
@RequestMapping("/{town}/office")
@Transactional(readOnly = true)
class OfficeController {

    private final Forms forms;
    private final Tallies tallies;
    private final Clock clock;

    OfficeController(Forms forms, Tallies tallies, Clock clock) {
        this.forms = forms;
        this.tallies = tallies;
        this.clock = clock;
    }

    /** A number of this year beside last year's, null where there is none to compare with. */
    record Number(String tally, Words label, String now, @Nullable String before) {
        static Number of(Tallies.Standing standing, Locale locale) {
            return new Number(standing.rule().key(), standing.rule().label(), standing.rule().shown(standing.now(), locale),
                    standing.before() == null ? null : standing.rule().shown(standing.before(), locale));
        }
    }

    @GetMapping
    String home(Person person, Locale locale, Model model) {
        FiscalYear year = FiscalYear.of(LocalDate.now(clock));
        List<Form> writable = forms.knownTo(person).stream().filter(form -> person.mayWrite(form.divisions())).toList();
        model.addAttribute("writable", writable);
        model.addAttribute("numbers", tallies.standing(writable, year).stream().map(number -> Number.of(number, locale)).toList());
        model.addAttribute("year", year.notation());
        model.addAttribute("yearLabel", year.label(locale));
        return "office/home";
    }
}
