package jp.machimori.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import jp.machimori.TestTowns;
import jp.machimori.figures.Citation;
import jp.machimori.figures.Figure;
import jp.machimori.figures.FiguresExamples;
import jp.machimori.figures.Line;
import jp.machimori.figures.Nature;
import jp.machimori.shell.Words;
import jp.machimori.town.Dimension;
import jp.machimori.town.Packs;
import jp.machimori.town.Period;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.MessageSource;

/** The plans of the five towns, and indicators of 見本町 made by hand. */
@TestComponent
class PlanExamples {

    final FiguresExamples documents;
    final Plans plans;
    final Programmes programmes;
    final Indicators indicators;
    private final Packs packs;
    private final Towns towns;
    private final MessageSource messages;

    PlanExamples(FiguresExamples documents, Plans plans, Programmes programmes, Indicators indicators, Packs packs, Towns towns, MessageSource messages) {
        this.documents = documents;
        this.plans = plans;
        this.programmes = programmes;
        this.indicators = indicators;
        this.packs = packs;
        this.towns = towns;
        this.messages = messages;
    }

    <T> T in(String town, Supplier<T> work) {
        return documents.in(documents.town(town), work);
    }

    Standing standing(String town, String indicator) {
        return in(town, () -> indicators.standing(List.of(indicators.find(indicator).orElseThrow())).getFirst());
    }

    String why(Achievement achievement, Locale locale) {
        return new Sentences(messages).say(achievement.why(), locale);
    }

    /** Koganei with the records invented for demonstration, under a key of its own. */
    Town koganeiWithRecords() {
        return towns.byKey("koganei-records").orElseGet(() -> {
            Path pack = copy("koganei", "koganei-records");
            if (!packs.load(pack, true).mistakes().isEmpty()) {
                throw new AssertionError("koganei does not load");
            }
            return towns.byKey("koganei-records").orElseThrow();
        });
    }

    /** A pack that ships, copied beside the common forms under another key, ready to be changed. */
    static Path copy(String pack, String key) {
        try {
            Path packs = Files.createTempDirectory("packs");
            TestTowns.copyAll(Path.of("packs", "common"), packs.resolve("common"));
            TestTowns.copyAll(Path.of("packs", pack), packs.resolve(key));
            replace(packs.resolve(key).resolve("town.yaml"), "key: " + pack + "\n", "key: " + key + "\n");
            return packs.resolve(key);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static void replace(Path file, String old, String now) {
        try {
            String text = Files.readString(file);
            if (!text.contains(old)) {
                throw new AssertionError(file + " has no " + old);
            }
            Files.writeString(file, text.replace(old, now));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static Figure figure(Nature nature, String period, ValueForm form, String value) {
        return new Figure(UUID.nameUUIDFromBytes((nature + period + value).getBytes()), new Line("patrols", Dimension.NONE), nature,
                Period.parse(period), new Words("パトロール回数", "Patrols"), Value.of(form, value), "回", null,
                List.of(new Citation("plan", 1, null)), null, 1, Instant.EPOCH, null);
    }

    static Figure figure(Nature nature, String period, String number) {
        return figure(nature, period, ValueForm.EXACT, number);
    }

    static Actual actual(String period, String number) {
        Figure figure = figure(Nature.ACTUAL, period, number);
        return new Actual(figure.period(), Value.exact(new BigDecimal(number)), new Actual.Origin.Printed(figure), false, null);
    }
}
