package jp.machimori.report;

import com.openhtmltopdf.extend.FSTextBreaker;
import java.text.BreakIterator;
import java.util.Locale;

/** 禁則処理。Where a Japanese line may end. */
final class Kinsoku implements FSTextBreaker {

    private final BreakIterator lines = BreakIterator.getLineInstance(Locale.JAPANESE);

    @Override
    public void setText(String text) {
        lines.setText(text);
    }

    @Override
    public int next() {
        return lines.next();
    }
}
