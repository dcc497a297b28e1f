package jp.machimori.shell;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * さがす言葉。What somebody typed to search by: words that must all occur, in NFKC and lower case, so that ２０歳 finds
 * 20歳. Compared with texts brought to the same form ({@code lower(normalize(text, NFKC))}).
 *
 * @param typed as it stands in the field
 */
public record SearchText(String typed, List<String> words) {

    private static final int LONGEST = 200;

    /**
     * @param parameter name of the parameter it came in, for the refusal
     * @throws BadParameter when it is longer than 200 characters
     */
    public static SearchText of(@Nullable String typed, String parameter) {
        if (typed == null) {
            return new SearchText("", List.of());
        }
        if (typed.length() > LONGEST) {
            throw new BadParameter(parameter, "0–" + LONGEST + " 文字 / characters");
        }
        String clean = typed.replaceAll("\\p{Cntrl}", " ").strip();
        String folded = Normalizer.normalize(clean, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return new SearchText(clean, Arrays.stream(folded.split("\\s+")).filter(word -> !word.isEmpty()).distinct().toList());
    }

    public boolean isEmpty() {
        return words.isEmpty();
    }

    /** For {@code text[]} parameters. */
    public String[] array() {
        return words.toArray(String[]::new);
    }
}
