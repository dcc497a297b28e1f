package jp.machimori.portal;

import java.util.List;
import java.util.function.Supplier;
import jp.machimori.account.Person;
import jp.machimori.ledger.Form;
import jp.machimori.ledger.Forms;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells the frame of every page whether the town keeps records, and whether its reader may see any; asked when it shows. */
@ControllerAdvice
class RecordsAdvice {

    /**
     * What the town keeps.
     *
     * @param any whether it has a kind of record at all
     * @param readable whether it has one that this reader may know of
     */
    record Kept(boolean any, boolean readable) {
    }

    private final Forms forms;
    private final TransactionTemplate reading;

    RecordsAdvice(Forms forms, PlatformTransactionManager transactions) {
        this.forms = forms;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    @ModelAttribute("keeping")
    Supplier<Kept> keeping(@Nullable Person person) {
        return () -> reading.execute(status -> {
            List<Form> all = forms.all();
            return new Kept(!all.isEmpty(), all.stream().anyMatch(form -> form.isKnownTo(person)));
        });
    }
}
