package jp.machimori.figures;

import jp.machimori.town.Dimension;

/** 系列の一筋。One line of a series: its key and one breakdown, as 刑法犯認知件数 of 中央区. */
public record Line(String key, Dimension dimension) {

    /** {@code key|canonical dimension}: how a pack refers to it. */
    public String notation() {
        return key + "|" + dimension.canonical();
    }
}
