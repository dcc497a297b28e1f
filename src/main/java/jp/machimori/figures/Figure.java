package jp.machimori.figures;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jp.machimori.shell.Units;
import jp.machimori.shell.Words;
import jp.machimori.town.Period;
import jp.machimori.town.Value;
import jp.machimori.town.ValueForm;
import org.jspecify.annotations.Nullable;

/**
 * 数値。One number with its period, breakdown, unit, the form its source gives it in, and where it is printed.
 *
 * @param id the same for all versions, made of what the number is of
 * @param version 1, and one more each time the number was restated
 * @param unit empty when there is none; {@code (単位記載なし)} when the document prints none
 * @param loadedAt when this version came in
 * @param reported where it was reported, beneath the town; null when a pack brought it
 */
public record Figure(UUID id, Line line, Nature nature, Period period, Words label, Value value, String unit,
                     @Nullable Status status, List<Citation> sources, @Nullable String note, int version,
                     @Nullable Instant loadedAt, @Nullable String reported) {

    public Figure {
        sources = List.copyOf(sources);
    }

    /**
     * The id of the number of that line, nature and period in that town, for ever. What a document says of the same thing
     * in words (7割弱 beside 68.6) is another figure.
     */
    public static UUID id(String town, Line line, Nature nature, Period period, ValueForm form) {
        String name = String.join("\n", town, line.key(), nature.notation(), line.dimension().canonical(), period.notation(),
                form == ValueForm.WORDS ? form.notation() : "");
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The same number, printed there. */
    Figure citing(List<Citation> sources) {
        return new Figure(id, line, nature, period, label, value, unit, status, sources, note, version, loadedAt, reported);
    }

    public String key() {
        return line.key();
    }

    /** The lines by document, the main document first. */
    public Map<String, List<Integer>> lines() {
        Map<String, List<Integer>> lines = new LinkedHashMap<>();
        sources.forEach(source -> lines.computeIfAbsent(source.document(), any -> new ArrayList<>()).add(source.line()));
        return lines;
    }

    /** Where its provenance stands, beneath the town. */
    public String path() {
        return "/figures/" + key() + "/" + id;
    }

    /** The day this version came in, in Tokyo. */
    public Period.@Nullable AsOf loadedOn() {
        return loadedAt == null ? null : new Period.AsOf(LocalDate.ofInstant(loadedAt, ZoneId.of("Asia/Tokyo")));
    }

    /** Whether it was counted, not planned, wished or granted. A baseline was counted too. */
    public boolean isCounted() {
        return nature == Nature.ACTUAL || nature == Nature.BASELINE;
    }

    /** Whether its document prints no unit where there is one. */
    public boolean lacksUnit() {
        return unit.startsWith("(");
    }

    /** The value in words, with its unit. */
    public Words shown() {
        String japanese = value.label(Locale.JAPANESE, unit);
        return new Words(japanese, switch (value.form()) {
            case DIRECTION -> value.text().equals("減少") ? "decrease" : value.text().equals("増加") ? "increase" : null;
            case WORDS, INCLUDED, COMPARISON, DATE -> null;
            case EXACT, APPROXIMATE, MASKED, NONE, NOT_APPLICABLE, DASH -> value.label(Locale.ENGLISH, Units.behind(unit, value.number(), Locale.ENGLISH));
        });
    }

    /** Whether the other gives the same number: a difference is a new version. */
    boolean saysTheSameAs(Figure other) {
        return value.form() == other.value.form() && value.text().equals(other.value.text()) && unit.equals(other.unit)
                && status == other.status;
    }
}
