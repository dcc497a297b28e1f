package jp.machimori.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Town;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** 見本町 and its records: the hands with which the tests of the ledger write and count. */
@TestComponent
public class LedgerExamples {

    public static final UUID HANAKO = UUID.fromString("00000000-0000-4000-8000-00000000aaaa");
    public static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    final Forms forms;
    final Entries entries;
    final Tallies tallies;
    final Seal seal;
    private final TransactionTemplate transaction;

    LedgerExamples(Forms forms, Entries entries, Tallies tallies, Seal seal, PlatformTransactionManager transactions) {
        this.forms = forms;
        this.entries = entries;
        this.tallies = tallies;
        this.seal = seal;
        this.transaction = new TransactionTemplate(transactions);
    }

    public <T> T in(Town town, Supplier<T> work) {
        return CurrentTown.<T, RuntimeException>call(town.id(), () -> transaction.execute(status -> work.get()));
    }

    /** Reads what was typed, as {@code on=R8.4.1 participants=２人}. */
    Form.Reading read(Town town, String form, String... typed) {
        return in(town, () -> forms.find(form).orElseThrow().read(typed(typed), TODAY));
    }

    static Map<String, List<String>> typed(String... pairs) {
        Map<String, List<String>> typed = new HashMap<>();
        Arrays.stream(pairs).forEach(pair -> typed.put(pair.substring(0, pair.indexOf('=')),
                List.of(pair.substring(pair.indexOf('=') + 1))));
        return typed;
    }

    public Recorded record(Town town, UUID id, String form, String... typed) {
        return in(town, () -> {
            Form kind = forms.find(form).orElseThrow();
            Form.Reading reading = kind.read(typed(typed), TODAY);
            if (!reading.isGood()) {
                throw new AssertionError(reading.problems());
            }
            return entries.record(List.of(new NewEntry(id, kind, reading.values(), HANAKO, "見本 花子"))).getFirst();
        });
    }

    public UUID record(Town town, String form, String... typed) {
        UUID id = UUID.randomUUID();
        record(town, id, form, typed);
        return id;
    }

    public Change correct(Town town, UUID id, int version, String form, String... typed) {
        return in(town, () -> {
            Form kind = forms.find(form).orElseThrow();
            return entries.correct(kind, id, version, kind.read(typed(typed), TODAY).values(), "書き間違い", HANAKO, "見本 花子");
        });
    }

    public Change withdraw(Town town, UUID id, int version, String form) {
        return in(town, () -> entries.withdraw(forms.find(form).orElseThrow(), id, version, "二重の記録", HANAKO, "見本 花子"));
    }

    public BigDecimal flow(Town town, String tally, int year) {
        return number(town, tally, TallyQuestion.Count.FLOW, LocalDate.of(1900, 1, 1), year);
    }

    BigDecimal number(Town town, String tally, TallyQuestion.Count count, LocalDate since, int year) {
        TallyQuestion question = new TallyQuestion(tally, count, since, new FiscalYear(year), new FiscalYear(year));
        return in(town, () -> tallies.yearly(List.of(question)).get(question).get(new FiscalYear(year)));
    }
}
