package jp.machimori.inquiry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * 前の年に分かっている数。What the records and the series say of the year before where no division was asked in it.
 *
 * @param text with its unit
 * @param path where it opens, beneath the town
 */
record Past(String label, String text, @Nullable String path, Known.From from) {

    /** Of the numbers that are asked for; none where somebody answered or a workbook was taken in. */
    static List<Past> of(Question question, Map<Half, Map<String, Known>> known) {
        Map<String, Known> results = known.getOrDefault(Half.RESULT, Map.of());
        return !question.last().isEmpty() ? List.of() : question.slots(Half.RESULT).stream().filter(slot -> results.containsKey(slot.label())
                && results.get(slot.label()).before() != null).map(slot -> of(slot, results.get(slot.label()))).toList();
    }

    private static Past of(Slot slot, Known known) {
        return new Past(slot.label(), Objects.requireNonNull(known.before()).label(Locale.JAPANESE, Objects.requireNonNullElse(known.unitBefore(), slot.unit())),
                known.pathBefore(), known.from());
    }

    /** ・回数 50回 */
    public String line() {
        return "・" + label + " " + text;
    }
}
