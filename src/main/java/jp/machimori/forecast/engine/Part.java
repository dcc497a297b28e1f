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
        /** 起きたことのある場所。Nearby, but only where it has happened before; where events stand on the points of towns. */
        KNOWN,
        /** 同じ季節。The same weeks of earlier years. */
        SEASON,
        /** どこでも。All cells alike. */
        ANYWHERE
    }
}
