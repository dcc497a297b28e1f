package jp.machimori.forecast.engine;

/** 見込みの立て方。One way to forecast one area; asked for one period after the other, it keeps what it has worked out. */
public interface Model {

    String name();

    /**
     * @param known the events before {@code start}, in order; at a later period the same and more
     * @param start first second of the period
     * @param days length of the period
     * @return for each study cell how much is expected there, in proportion: finite, not negative
     */
    double[] forecast(Events known, long start, int days);
}
