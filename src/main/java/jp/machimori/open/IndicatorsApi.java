package jp.machimori.open;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jp.machimori.figures.Figure;
import jp.machimori.plan.Achievement;
import jp.machimori.plan.Actual;
import jp.machimori.plan.Indicator;
import jp.machimori.plan.Indicators;
import jp.machimori.plan.Standing;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The indicators of a town's plans with their values, targets and achievement. */
@RestController
@RequestMapping("/api/v1/towns/{town}/indicators")
@Transactional(readOnly = true)
@Tag(name = "indicators", description = "指標")
class IndicatorsApi {

    /** One value: printed in a document (then {@code figure} is set) or counted from entries (then {@code tally} is). */
    record ValueItem(String period, String value, @Schema(description = "値の形 / how the source gives it", allowableValues = {"exact",
                         "approximate", "direction", "masked", "none", "not-applicable", "dash", "words", "included", "comparison", "date"}) String form,
                     @Schema(description = "期間が終わっていない / the period is not over") boolean running,
                     @Nullable UUID figure, @Nullable String tally) {
        static ValueItem of(Actual actual) {
            return new ValueItem(actual.period().notation(), actual.value().text(), actual.value().form().notation(), actual.running(),
                    actual.figure(), actual.origin() instanceof Actual.Origin.Recorded recorded ? recorded.tally() : null);
        }

        static ValueItem of(Figure figure) {
            return new ValueItem(figure.period().notation(), figure.value().text(), figure.value().form().notation(), false, figure.id(), null);
        }
    }

    record TargetItem(String period, String value, UUID figure, @Schema(description = "目標を言葉で") String words,
                      @Schema(allowableValues = {"achieved", "not-yet", "not-achieved", "cannot-say"}) String achievement,
                      @Schema(description = "その理由") List<String> why) {
    }

    record IndicatorItem(String key, String label, @Nullable String labelEn,
                         Indicator.Kind kind, @Schema(description = "計画の節の記号 / key of the part of the plan") String node, String unit,
                         @Schema(description = "どちらがよいか / whether more or less of it is better") Indicator.Better better,
                         @Schema(description = "年の数え方 / what a year is to it") Indicator.Basis basis,
                         @Schema(description = "実績のもと / where its values come from", allowableValues = {"ledger", "series", "survey", "answer"}) String source,
                         List<ValueItem> values, List<ValueItem> planned, List<ValueItem> baselines, List<TargetItem> targets) {
    }

    private final Indicators indicators;
    private final MessageSource messages;

    IndicatorsApi(Indicators indicators, MessageSource messages) {
        this.indicators = indicators;
        this.messages = messages;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "指標の一覧（値・目標・達成つき） / indicators with values, targets and achievement", operationId = "indicators")
    Page<IndicatorItem> json(@PathVariable String town, @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit, Locale locale) {
        int most = Paging.limit(limit);
        List<Indicator> all = indicators.all();
        int from = 0;
        if (after != null && !after.isEmpty()) {
            while (from < all.size() && !all.get(from).key().equals(after)) {
                from++;
            }
            if (from++ == all.size()) {
                throw new BadParameter("after");
            }
        }
        List<Indicator> asked = all.subList(from, Math.min(all.size(), from + most + 1));
        return Paging.page(indicators.standing(asked).stream().map(standing -> item(standing, locale)).toList(), most, IndicatorItem::key);
    }

    @GetMapping(path = "/{key}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "ひとつの指標 / one indicator", operationId = "indicator")
    IndicatorItem one(@PathVariable String town,
            @Parameter(description = "指標の記号 / key of the indicator") @PathVariable String key, Locale locale) {
        return item(indicators.standing(List.of(indicators.find(key).orElseThrow(NotFound::new))).getFirst(), locale);
    }

    @GetMapping(produces = Csv.TYPE)
    @Operation(operationId = "indicators")
    ResponseEntity<byte[]> csv(@PathVariable String town, @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit, Locale locale) {
        Page<IndicatorItem> page = json(town, after, limit, locale);
        List<List<?>> rows = new ArrayList<>();
        for (IndicatorItem one : page.items()) {
            Map.of("actual", one.values(), "planned", one.planned(), "baseline", one.baselines()).entrySet().stream()
                    .sorted(Map.Entry.comparingByKey()).forEach(values -> values.getValue().forEach(value ->
                            rows.add(Arrays.asList(one.key(), one.label(), one.kind().notation(), one.unit(), values.getKey(), value.period(), value.value(), value.form(), ""))));
            one.targets().forEach(target -> rows.add(Arrays.asList(one.key(), one.label(), one.kind().notation(), one.unit(), "target",
                    target.period(), target.value(), "", target.achievement())));
        }
        return Csv.of(new Page<>(rows, page.next()), Csv.header("key", "label", "kind", "unit", "nature", "period", "value", "form", "achievement"), row -> row);
    }

    private IndicatorItem item(Standing standing, Locale locale) {
        Indicator indicator = standing.indicator();
        return new IndicatorItem(indicator.key(), indicator.label(), indicator.labelEn(), indicator.kind(), indicator.node(),
                indicator.unit(), indicator.better(), indicator.basis(), indicator.source().notation(),
                standing.values().stream().map(ValueItem::of).toList(), standing.planned().stream().map(ValueItem::of).toList(),
                standing.baselines().stream().map(ValueItem::of).toList(), standing.goals().stream().map(goal -> target(goal, locale)).toList());
    }

    private TargetItem target(Standing.Goal goal, Locale locale) {
        Achievement achievement = goal.achievement();
        return new TargetItem(goal.figure().period().notation(), goal.figure().value().text(), goal.figure().id(),
                goal.words().in(messages, locale), achievement.state().notation(),
                achievement.why().stream().map(sentence -> sentence.in(messages, locale)).toList());
    }
}
