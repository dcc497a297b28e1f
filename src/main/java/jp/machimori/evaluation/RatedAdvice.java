package jp.machimori.evaluation;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells the pages of the plan how a measure, programme or indicator was last evaluated; asked by those that show it. */
@ControllerAdvice
class RatedAdvice {

    private final Evaluations evaluations;
    private final TransactionTemplate reading;

    RatedAdvice(Evaluations evaluations, PlatformTransactionManager transactions) {
        this.evaluations = evaluations;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /** Asks for one. */
    record Rated(Evaluations evaluations, TransactionTemplate reading) {

        /** @param rates measures, programmes or indicators; null when it was not evaluated in a closed year */
        public Evaluations.@Nullable Last last(String rates, String key) {
            return reading.execute(status -> evaluations.last(rates, key).orElse(null));
        }
    }

    @ModelAttribute("rated")
    Rated rated() {
        return new Rated(evaluations, reading);
    }
}
