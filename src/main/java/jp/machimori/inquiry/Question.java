package jp.machimori.inquiry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import org.jspecify.annotations.Nullable;

/**
 * 問い。What one division is asked about one measure.
 *
 * @param node key of the measure
 * @param parties keys of all responsible divisions that this answer speaks for, as the plan lists them
 * @param asked key of the division that answers
 * @param draft of the text about the results: what was planned for them a year ago, with marks for the numbers
 * @param draftPlan of the text about what is planned
 * @param last what was answered a year ago, in words; empty when nothing was
 * @param lastPlan what was planned a year ago, in words
 * @param taken which of the two come from a workbook that was taken in
 * @param remark why it was sent back
 * @param version of the newest answer, 0 when there is none
 * @param counted version that counts since the inquiry was closed
 */
record Question(UUID id, UUID inquiry, int ord, String node, List<String> parties, String asked, List<Slot> slots, String draft,
                String draftPlan, String last, String lastPlan, Set<Half> taken, Stand stand, @Nullable String remark, int version,
                @Nullable Integer counted) {

    /** 未回答・回答済み・差し戻し・確認済み。 */
    enum Stand {
        WAITING, ANSWERED, RETURNED, ACCEPTED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public List<Slot> slots(Half half) {
        return slots.stream().filter(slot -> slot.isAskedFor(half)).toList();
    }

    public boolean isLastTaken() {
        return taken.contains(Half.RESULT);
    }

    /** The numbers of its results that last year's words tell for certain, where these words were taken in: of what was done, or what was planned. */
    Map<String, Given> told(Half last) {
        return taken.contains(last) ? Reading.of(Half.RESULT, Reading.Filled.of(last == Half.RESULT ? this.last : lastPlan), slots(Half.RESULT), Map.of()).said().numbers() : Map.of();
    }

    /** Whether its division still has something to do. */
    public boolean isDue() {
        return stand == Stand.WAITING || stand == Stand.RETURNED;
    }

    /** 【課名】 under which its answer is printed: the name that the division bore in that year. */
    public String name(FiscalYear year, Map<String, Division> divisions) {
        return parties.stream().map(divisions::get).filter(party -> party != null && party.isOwn() && party.existsIn(year))
                .map(Division::name).findFirst()
                .orElseGet(() -> divisions.containsKey(asked) ? divisions.get(asked).name() : asked);
    }

    /** Who answers today for what it is about. */
    Stream<String> answerers(Renaming renaming, FiscalYear today) {
        return Stream.concat(Stream.of(asked), parties.stream()).flatMap(party -> Stream.of(party, renaming.asked(party, today)));
    }

    public String partyNames(Map<String, Division> divisions, Locale locale) {
        return parties.stream().map(key -> divisions.containsKey(key) ? divisions.get(key).nameIn(locale) : key).collect(Collectors.joining("、"));
    }
}
