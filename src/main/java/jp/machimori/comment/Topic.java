package jp.machimori.comment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 意見のまとめ。Opinions that say the same, in the officer's words, with the town's one answer to all of them.
 *
 * @param gist 要旨
 * @param view 市の考え方; empty while there is none
 * @param outcome 反映区分, one of the consultation's outcomes; empty while nobody has chosen
 * @param changed whether the text was changed because of it
 * @param changedWhere where
 * @param opinions how many it holds
 * @param by who wrote it last
 */
record Topic(UUID id, int number, @Nullable Integer section, String gist, String view, String outcome, boolean changed,
             String changedWhere, int opinions, String by, int version) {

    public boolean isAnswered() {
        return !gist.isEmpty() && !view.isEmpty() && !outcome.isEmpty();
    }
}
