package jp.machimori.plan;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.account.Person;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.shell.Words;
import jp.machimori.town.PackMemory;
import jp.machimori.town.Period;
import jp.machimori.town.Towns;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All targets of the current town that were changed. The target as it stands is a figure; here is what it was before. */
@Repository
public class TargetChanges {

    private final JdbcClient jdbc;
    private final Figures figures;
    private final Clock clock;
    private final PackMemory<String, Map<String, List<TargetChange>>> known;

    TargetChanges(JdbcClient jdbc, Figures figures, Towns towns, Clock clock) {
        this.jdbc = jdbc;
        this.figures = figures;
        this.clock = clock;
        this.known = new PackMemory<>(towns, 20_000, changes -> changes.values().stream().mapToInt(List::size).sum());
    }

    /** Of these indicators, those that the pack tells of first, then the earlier before the later. */
    public List<TargetChange> of(Collection<Indicator> indicators) {
        Map<String, List<TargetChange>> here = here();
        return indicators.stream().flatMap(indicator -> Stream.concat(
                indicator.changed().stream().map(printed -> TargetChange.of(indicator, printed)),
                here.getOrDefault(indicator.key(), List.of()).stream())).toList();
    }

    private Map<String, List<TargetChange>> here() {
        return known.get("", () -> jdbc.sql("select * from target_change order by at, version").query((row, number) -> new TargetChange(
                        row.getString("indicator"), Period.parse(row.getString("period")), row.getObject("decided_on", LocalDate.class),
                        Value.of(ValueForm.parse(row.getString("old_form")), row.getString("old_value")),
                        Value.of(ValueForm.parse(row.getString("new_form")), row.getString("new_value")), row.getString("unit"),
                        new Words(row.getString("reason"), null), row.getString("by_name")))
                .list().stream().collect(Collectors.groupingBy(TargetChange::indicator, Collectors.toUnmodifiableList())));
    }

    /**
     * From now on the target is another one: a version of the figure beside the old, which stays here.
     *
     * @return false when somebody else changed it at the same moment, and nothing was written
     */
    boolean change(Indicator indicator, Figure target, Value now, LocalDate on, String reason, Person by) {
        int made = jdbc.sql("""
                        insert into target_change (town_id, indicator, period, version, decided_on, unit, old_form, old_value, new_form,
                                                   new_value, reason, by_id, by_name, at)
                        values (current_town(), :indicator, :period, :version, :on, :unit, :oldForm, :oldValue, :newForm, :newValue,
                                :reason, :byId, :byName, :at)
                        on conflict do nothing
                        """)
                .param("version", target.version()).param("indicator", indicator.key()).param("period", target.period().notation())
                .param("on", on).param("unit", target.unit())
                .param("oldForm", target.value().form().notation()).param("oldValue", target.value().text())
                .param("newForm", now.form().notation()).param("newValue", now.text())
                .param("reason", reason).param("byId", by.id()).param("byName", by.displayName())
                .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update();
        if (made == 0) {
            return false;
        }
        figures.report(List.of(new Figure(target.id(), target.line(), target.nature(), target.period(), target.label(), now,
                target.unit(), null, List.of(), reason, target.version(), null, "/indicators/" + indicator.key())));
        return true;
    }
}
