package jp.machimori.ledger;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.town.Pack;
import jp.machimori.town.PackRefused;
import jp.machimori.town.Reload;
import jp.machimori.town.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 記録の種類の読み込み。Takes over the forms of a pack that was checked: a changed one becomes a new version, and what was
 * recorded by the old one is brought up to it, or the pack is refused.
 */
@Component
class LoadingForms {

    private final Forms forms;
    private final Tallies tallies;
    private final Entries entries;
    private final Clock clock;

    LoadingForms(Forms forms, Tallies tallies, Entries entries, Clock clock) {
        this.forms = forms;
        this.tallies = tallies;
        this.entries = entries;
        this.clock = clock;
    }

    void load(Pack pack, List<FormsPart.Draft> drafts, Map<String, Table> demonstration, Reload reload) {
        forms.changeRules();
        int order = 0;
        List<FormsPart.Draft> changed = new ArrayList<>();
        for (FormsPart.Draft draft : drafts) {
            Optional<Forms.Latest> latest = forms.latest(draft.form().key());
            boolean same = latest.isPresent() && latest.get().definition().equals(Forms.JSON.readTree(draft.definition().toString()));
            if (!same && latest.isPresent() && forms.hasEntries(draft.form().key())) {
                refuseRetyping(new Form(latest.get().definition(), 1, Map.of()), draft);
                changed.add(draft);
            }
            int version = latest.map(Forms.Latest::version).orElse(0) + (same ? 0 : 1);
            forms.put(draft.form().key(), version, order++, draft.definition());
        }
        List<String> keys = drafts.stream().map(draft -> draft.form().key()).toList();
        forms.all().stream().map(Form::key).filter(key -> !keys.contains(key) && forms.hasEntries(key)).findFirst().ifPresent(key -> {
            throw new PackRefused(pack.folder().resolve("forms").resolve(key + ".yaml"), 1, "記録の種類「" + key
                    + "」には記録があるため、消せません。ファイルを戻してください。");
        });
        forms.retireAllBut(keys);
        List<Form> current = forms.all();
        try {
            settle(current, changed, drafts);
        } catch (SealLost lost) {
            throw new PackRefused(pack.folder().resolve("forms"), 1,
                    "封印された項目を数えなおす必要がありますが、その鍵がありません。seal.key をデータフォルダーに戻すか、MACHIMORI_KEY_FILE で指定してください。");
        }
        if (reload.demonstration()) {
            current.forEach(form -> demonstrate(form, demonstration.get(form.key())));
        }
    }

    private void settle(List<Form> current, List<FormsPart.Draft> changed, List<FormsPart.Draft> drafts) {
        for (FormsPart.Draft draft : changed) {
            entries.settle(forms.find(draft.form().key()).orElseThrow()).ifPresent(undated -> {
                throw new PackRefused(draft.sheet().file(), draft.sheet().line("/dated-by"), "dated-by の項目「" + draft.form().datedBy().key()
                        + "」が空の記録があるため（" + undated.id() + "）、日付の項目を変えられません。もとの項目に戻してください。");
            });
        }
        tallies.settle(current, form -> entries.anyErased(form.key())).ifPresent(lost -> {
            FormsPart.Draft draft = drafts.stream().filter(one -> one.form().key().equals(lost.form())).findFirst().orElseThrow();
            throw new PackRefused(draft.sheet().file(), draft.sheet().line("/tallies"), "集計「" + lost.tally()
                    + "」は、保存期間が過ぎて消した名前を数えていたため、数え方を変えられません。新しい key の集計を足してください。");
        });
    }

    private static void refuseRetyping(Form old, FormsPart.Draft draft) {
        old.fields().forEach((key, field) -> {
            Field now = draft.form().fields().get(key);
            if (now == null) {
                throw new PackRefused(draft.sheet().file(), draft.sheet().line("/fields"), "項目「" + key
                        + "」には記録があるため、消せません。使わないときは retired: true を付けてください。");
            }
            if (!now.type().name().equals(field.type().name())) {
                throw new PackRefused(draft.sheet().file(), draft.sheet().line("/fields/" + FormsPart.place(draft, key)), "項目「" + key
                        + "」には記録があるため、種類を変えられません。この項目は retired: true にして、新しい項目を足してください。");
            }
        });
    }

    private void demonstrate(Form form, @Nullable Table table) {
        if (table == null) {
            return;
        }
        List<NewEntry> rows = new ArrayList<>();
        for (Table.Row row : table.rows()) {
            Form.Reading reading = form.read(FormsPart.typed(row), LocalDate.now(clock));
            if (!reading.isGood()) {
                if (reading.problems().containsKey(form.datedBy().key())
                        && reading.problems().get(form.datedBy().key()).reason().equals("ledger.bad.future")) {
                    continue; // invented for a day that has not come yet on this clock
                }
                throw new PackRefused(table.file(), row.line(), "見本の記録の項目「" + String.join("、", reading.problems().keySet())
                        + "」を読めません。");
            }
            rows.add(new NewEntry(UUID.fromString(row.get("id")), form, reading.values(), null, "見本データ"));
        }
        entries.record(rows);
    }
}
