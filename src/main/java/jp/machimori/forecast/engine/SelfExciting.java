package jp.machimori.forecast.engine;

import java.util.Arrays;

/**
 * 自己励起過程。Mohler et al. 2015: in each cell a constant rate, and after each event a rise that fades, λ(t) = μ + Σ θ ω e^(−ω(t − tᵢ));
 * μ of every cell, θ and ω by expectation-maximisation. The expected count of a period is the integral of λ over it.
 */
final class SelfExciting implements Model {

    private static final int FIRST_STEPS = 50;
    private static final int LATER_STEPS = 2;
    private static final double DAY = 86_400;
    private static final double LEAST_SHARE = 1e-6;

    private final StudyCells cells;
    private double[] background;
    private double theta = 0.1;
    private double omega = 0.1;

    SelfExciting(StudyCells cells) {
        this.cells = cells;
        background = new double[0];
    }

    @Override
    public String name() {
        return "sepp";
    }

    @Override
    public double[] forecast(Events known, long start, int days) {
        double[] expected = new double[cells.count()];
        if (known.count() == 0) {
            return expected;
        }
        double length = Math.max(1, (start - known.time(0)) / DAY);
        if (background.length == 0) {
            background = new double[cells.count()];
            for (int event = 0; event < known.count(); event++) {
                int cell = cells.of(known.x(event), known.y(event));
                if (cell >= 0) {
                    background[cell] += 0.9 / length;
                }
            }
            fit(known, start, length, FIRST_STEPS);
        } else {
            fit(known, start, length, LATER_STEPS);
        }
        for (int event = 0; event < known.count(); event++) {
            int cell = cells.of(known.x(event), known.y(event));
            if (cell >= 0) {
                double age = (start - known.time(event)) / DAY;
                expected[cell] += theta * Math.exp(-omega * age) * -Math.expm1(-omega * days);
            }
        }
        for (int cell = 0; cell < expected.length; cell++) {
            expected[cell] += background[cell] * days;
        }
        return expected;
    }

    /**
     * One event is caused by the background or by one before it in its cell. The sums over those before, of e^(−ωΔt) and of
     * Δt e^(−ωΔt), are carried along from event to event, so that a step is linear in the events.
     */
    private void fit(Events known, long start, double length, int steps) {
        int count = cells.count();
        double[] raised = new double[count];
        double[] raisedTime = new double[count];
        double[] last = new double[count];
        for (int step = 0; step < steps; step++) {
            Arrays.fill(raised, 0);
            Arrays.fill(raisedTime, 0);
            Arrays.fill(last, 0);
            double[] own = new double[count];
            double caused = 0;
            double causedTime = 0;
            double exposure = 0;
            for (int event = 0; event < known.count(); event++) {
                int cell = cells.of(known.x(event), known.y(event));
                if (cell < 0) {
                    continue;
                }
                double now = (known.time(event) - known.time(0)) / DAY;
                double gone = now - last[cell];
                double faded = Math.exp(-omega * gone);
                raisedTime[cell] = faded * (raisedTime[cell] + gone * raised[cell]);
                raised[cell] *= faded;
                double rise = theta * omega * raised[cell];
                double rate = Math.max(background[cell], LEAST_SHARE / length) + rise;
                own[cell] += 1 - rise / rate;
                caused += rise / rate;
                causedTime += theta * omega * raisedTime[cell] / rate;
                exposure -= Math.expm1(-omega * (start - known.time(event)) / DAY);
                raised[cell]++;
                last[cell] = now;
            }
            for (int cell = 0; cell < count; cell++) {
                background[cell] = own[cell] / length;
            }
            theta = exposure > 0 ? Math.clamp(caused / exposure, 0, 0.99) : 0;
            omega = causedTime > 0 ? Math.clamp(caused / causedTime, 1e-3, 100) : omega;
        }
    }
}
