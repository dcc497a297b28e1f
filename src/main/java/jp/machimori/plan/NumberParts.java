package jp.machimori.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import jp.machimori.figures.Figure;
import jp.machimori.shell.Units;
import jp.machimori.town.Ground;
import jp.machimori.town.Period;
import jp.machimori.town.SourceDocument;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * 数の内訳。Lets the page of the records behind a number say what else an indicator's number is made of: the part of the
 * year that a document prints, the opening number. Asked when the page shows it.
 */
@ControllerAdvice
class NumberParts {

    /**
     * What a number of an indicator is made of.
     *
     * @param path where the part that was not recorded is printed, beneath the town
     */
    record Part(String sentence, String path, String source) {
    }

    private final Indicators indicators;
    private final Ground ground;
    private final MessageSource messages;
    private final TransactionTemplate reading;

    NumberParts(Indicators indicators, Ground ground, MessageSource messages, PlatformTransactionManager transactions) {
        this.indicators = indicators;
        this.ground = ground;
        this.messages = messages;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /** By key of a tally and fiscal year. */
    @ModelAttribute("numberParts")
    BiFunction<String, String, List<Part>> numberParts(Locale locale) {
        return (tally, year) -> Objects.requireNonNull(reading.execute(status -> of(tally, year, locale)));
    }

    private List<Part> of(String tally, String year, Locale locale) {
        List<Standing> counting = indicators.standing(indicators.all().stream()
                .filter(one -> one.source() instanceof Source.FromLedger ledger && ledger.tally().equals(tally)).toList());
        Map<String, SourceDocument> documents = ground.documentsByKey();
        List<Part> parts = new ArrayList<>();
        for (Standing standing : counting) {
            for (Actual actual : standing.values()) {
                if (actual.origin() instanceof Actual.Origin.Recorded recorded && recorded.year().notation().equals(year)) {
                    Figure typed = recorded.typed();
                    if (typed != null) {
                        parts.add(new Part(sentence(standing.indicator(), actual, typed.period().label(locale), typed.value(), typed.unit(), locale),
                                typed.path(), typed.sources().stream().map(source -> cited(documents, source.document(), source.line(), locale))
                                        .collect(Collectors.joining(locale.getLanguage().equals("en") ? "; " : "、"))));
                    }
                    Source.Opening opening = recorded.opening();
                    if (opening != null) {
                        parts.add(new Part(sentence(standing.indicator(), actual, new Period.Range(null, opening.day()).label(locale),
                                Value.exact(opening.value()), standing.indicator().unit(), locale),
                                "/indicators/" + standing.indicator().key() + "#opening", opening.document() == null || opening.line() == null
                                        ? standing.indicator().words().in(locale) : cited(documents, opening.document(), opening.line(), locale)));
                    }
                }
            }
        }
        return parts;
    }

    private String sentence(Indicator indicator, Actual actual, String when, Value part, String unit, Locale locale) {
        BigDecimal recorded = Objects.requireNonNull(actual.value().number()).subtract(Objects.requireNonNull(part.number()));
        return messages.getMessage("plan.made", new Object[] {indicator.words().in(locale), actual.period().label(locale),
            actual.shown(indicator.unit()).in(locale), when, part.label(locale, Units.behind(unit, part.number(), locale)),
            Value.grouped(recorded) + Units.behind(indicator.unit(), recorded, locale)}, locale);
    }

    private String cited(Map<String, SourceDocument> documents, String key, int line, Locale locale) {
        @Nullable SourceDocument document = documents.get(key);
        return messages.getMessage("figures.source.line", new Object[] {document == null ? key : document.titleIn(locale), line}, locale);
    }
}
