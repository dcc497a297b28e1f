package jp.machimori.forecast.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** 予測の成績。How well a model did over all periods of a test; formulas in docs/forecast.md. */
public record Score(String model, int cells, List<Period> periods) {

    /**
     * 一期間の成績。
     *
     * @param events how many happened in the study cells
     * @param hits how many of them in the first cells of the ranking, per coverage
     * @param best how many could have been hit by as many cells
     * @param predicted share of the whole that was expected in these cells
     * @param area under the curve of hits over coverage, up to 20 %
     * @param bits sum over the events
     * @param ndcg 0 where nothing happened
     * @param seconds of processor time for the forecast
     */
    public record Period(long start, int events, int[] hits, int[] best, double[] predicted, double area, double bits, double ndcg, double seconds) {
    }

    public Score {
        periods = List.copyOf(periods);
    }

    /** @return how many cells make up a share of them: at least one */
    static int cells(int count, double coverage) {
        return Math.max(1, (int) Math.floor(coverage * count + 1e-9));
    }

    public static double[] coverage() {
        return Protocol.COVERAGE.clone();
    }

    public int events() {
        return periods.stream().mapToInt(Period::events).sum();
    }

    public double hit(int coverage) {
        return ratio(period -> period.hits()[coverage], Period::events);
    }

    public double pai(int coverage) {
        return hit(coverage) * cells / cells(cells, Protocol.COVERAGE[coverage]);
    }

    public double pei(int coverage) {
        return ratio(period -> period.hits()[coverage], period -> period.best()[coverage]);
    }

    /** @return share of all events that the model expected in its first cells, weighted as they happened */
    public double predicted(int coverage) {
        return ratio(period -> period.predicted()[coverage] * period.events(), Period::events);
    }

    public double auc20() {
        return ratio(Period::area, Period::events) / Protocol.COVERAGE[Protocol.COVERAGE.length - 1];
    }

    public double bits() {
        return ratio(Period::bits, Period::events);
    }

    /** @return mean over the periods in which something happened */
    public double ndcg() {
        return ratio(Period::ndcg, period -> period.events() > 0 ? 1 : 0);
    }

    /** @return seconds of processor time for a forecast after the first */
    public double cpuPerForecast() {
        return periods.stream().skip(periods.size() == 1 ? 0 : 1).mapToDouble(Period::seconds).average().orElse(0);
    }

    public double cpuOfFirst() {
        return periods.isEmpty() ? 0 : periods.getFirst().seconds();
    }

    /** @return the score of some of the periods, any of them more than once */
    Score of(int[] numbers) {
        return new Score(model, cells, Arrays.stream(numbers).mapToObj(periods::get).toList());
    }

    private double ratio(ToDoubleFunction<Period> above, ToDoubleFunction<Period> below) {
        double whole = periods.stream().mapToDouble(below).sum();
        return whole == 0 ? 0 : periods.stream().mapToDouble(above).sum() / whole;
    }
}
