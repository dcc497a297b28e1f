package jp.machimori.forecast.engine;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * 二つの方法の差。By how much one model does better than another over the same periods, and between what bounds that lies: 2.5 % and
 * 97.5 % of the differences when the periods are drawn again with replacement, the same for both (paired bootstrap, Efron 1979).
 */
public record Advantage(double difference, double low, double high) {

    private static final int DRAWS = 1_000;

    public static Advantage of(Score one, Score other, ToDoubleFunction<Score> measure) {
        SplittableRandom random = new SplittableRandom(1);
        int periods = one.periods().size();
        double[] differences = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] drawn = random.ints(periods, 0, periods).toArray();
            differences[draw] = measure.applyAsDouble(one.of(drawn)) - measure.applyAsDouble(other.of(drawn));
        }
        Arrays.sort(differences);
        return new Advantage(measure.applyAsDouble(one) - measure.applyAsDouble(other),
                differences[DRAWS / 40], differences[DRAWS - 1 - DRAWS / 40]);
    }
}
