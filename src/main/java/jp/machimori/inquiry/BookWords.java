package jp.machimori.inquiry;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** 回答用紙の言葉。What the cells of an answer workbook say, and how these words are known again. A workbook is always Japanese. */
final class BookWords {

    static final String CODE = "整理番号";
    static final String SECTION = "所属";
    static final String NAME = "氏名";
    static final String PHONE = "内線";
    static final String CHECKER = "確認者";
    static final String OUTCOME = "回答の別";
    static final String TEXT = "文";
    static final String SLOT = "数：";
    static final String QUESTION = "問い";

    static final String MEANINGS = "なし＝その年度は、行ったこと・行う予定がなかった。　該当なし＝この課には、当てはまるものがない。　まだ＝いまは答えない（あとで答える）。";

    private BookWords() {
    }

    static String of(Outcome outcome) {
        return switch (outcome) {
            case TOLD -> "下の内容で回答";
            case NONE -> "なし";
            case NOT_APPLICABLE -> "該当なし";
            case NOT_YET -> "まだ";
        };
    }

    /** What the row of a box is about. */
    static String of(Box box) {
        return switch (box.what()) {
            case OUTCOME -> OUTCOME;
            case TEXT -> TEXT;
            case NUMBER -> box.label();
            case REASON -> box.label() + "の理由";
        };
    }

    static List<String> outcomes() {
        return Arrays.stream(Outcome.values()).map(BookWords::of).toList();
    }

    /** Empty where it is none of them for certain. An empty cell says "not yet". */
    static Optional<Outcome> outcome(String written) {
        return switch (plain(written).replaceFirst("[。.]$", "")) {
            case "下の内容で回答", "下の内容で回答する", "回答", "回答する", "あり", "有", "有り" -> Optional.of(Outcome.TOLD);
            case "なし", "無し", "無" -> Optional.of(Outcome.NONE);
            case "該当なし", "該当無し", "非該当" -> Optional.of(Outcome.NOT_APPLICABLE);
            case "まだ", "未", "未回答", "まだ(あとで回答する)", "" -> Optional.of(Outcome.NOT_YET);
            default -> Optional.empty();
        };
    }

    static Optional<Half> half(String written) {
        String plain = plain(written);
        boolean result = plain.contains("実績");
        boolean plan = plain.contains("予定");
        return result == plan ? Optional.empty() : Optional.of(result ? Half.RESULT : Half.PLAN);
    }

    /** Narrow, without blanks: what is left when one does not look closely. */
    static String plain(String written) {
        return Normalizer.normalize(written, Normalizer.Form.NFKC).replaceAll("\\s", "");
    }
}
