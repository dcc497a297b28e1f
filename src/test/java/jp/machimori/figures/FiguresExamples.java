package jp.machimori.figures;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.Dimension;
import jp.machimori.town.Packs;
import jp.machimori.town.Period;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import jp.machimori.town.ValueForm;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The five towns of the documents, loaded from the packs that ship. */
@TestComponent
public class FiguresExamples {

    public static final List<String> TOWNS = List.of("kobe", "koganei", "kumamoto", "osaka-ward", "hyogo");

    private final Packs packs;
    private final Towns towns;
    private final TransactionTemplate transaction;
    final Figures figures;

    FiguresExamples(Packs packs, Towns towns, Figures figures, PlatformTransactionManager transactions) {
        this.packs = packs;
        this.towns = towns;
        this.figures = figures;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The town of that key, loaded when no test did before. */
    public Town town(String key) {
        return towns.byKey(key).orElseGet(() -> load(Path.of("packs", key)));
    }

    public Town load(Path pack) {
        Packs.Outcome outcome = packs.load(pack, false);
        if (!outcome.mistakes().isEmpty()) {
            throw new AssertionError(outcome.mistakes());
        }
        return towns.byKey(pack.getFileName().toString()).orElseThrow();
    }

    public <T> T in(Town town, Supplier<T> work) {
        return CurrentTown.<T, RuntimeException>call(town.id(), () -> transaction.execute(status -> work.get()));
    }

    /** The figure of that line, nature and period; lines as {@code ward=中央区}. */
    Figure figure(String town, String key, String dimension, Nature nature, String period) {
        return find(town, key, dimension, nature, period).orElseThrow(() ->
                new AssertionError(town + " has no " + nature + " " + key + " " + dimension + " " + period));
    }

    Optional<Figure> find(String town, String key, String dimension, Nature nature, String period) {
        UUID id = Figure.id(town, new Line(key, Dimension.parse(dimension)), nature, Period.parse(period), ValueForm.EXACT);
        return series(town, key).stream().filter(figure -> figure.id().equals(id)).findFirst();
    }

    List<Figure> series(String town, String key) {
        return in(town(town), () -> figures.ofSeries(List.of(key)));
    }

    List<Formula.Computed> computed(String town, String key, String dimension, String period) {
        Figure figure = figure(town, key, dimension, Nature.ACTUAL, period);
        return in(town(town), () -> figures.reckoned(List.of(figure)).getOrDefault(figure.id(), List.of()));
    }
}
