package jp.machimori.forecast.engine;

/**
 * 見込みの部品。One map of past events, of which the mixture is made.
 *
 * @param memory days after which an event counts 1/e, infinite for all of the past
 * @param metres standard deviation of the smoothing, 0 for the cell alone
 */
public record Part(Kind kind, double memory, double metres) {

    /** 部品の種類。What a part looks at. */
    public enum Kind {
        /** その区画。How often it happened in this very cell. */
        CELL,
        /** そのまわり。How often it happened nearby. */
        AROUND,
        /** 起きたことのある場所。Nearby, but only where it has happened before. */
        KNOWN,
        /** 地区の動き。The long picture, where the district has lately seen more or less than usual. */
        TREND,
        /** 同じ季節。The same weeks of earlier years. */
        SEASON,
        /** どこでも。All cells alike. */
        ANYWHERE
    }
}
