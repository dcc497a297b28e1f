package jp.machimori.plan;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** 事業の名前。Lets a page of a lower module name a programme that it knows by key only; asked when the page shows one. */
@ControllerAdvice
class ProgrammeNames {

    private final Programmes programmes;
    private final TransactionTemplate reading;

    ProgrammeNames(Programmes programmes, PlatformTransactionManager transactions) {
        this.programmes = programmes;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    @ModelAttribute("programmeName")
    UnaryOperator<String> programmeName(Locale locale) {
        return key -> reading.execute(status -> programmes.find(List.of(key)).stream().findFirst()
                .map(programme -> programme.words().in(locale)).orElse(key));
    }
}
