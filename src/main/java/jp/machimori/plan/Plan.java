package jp.machimori.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import jp.machimori.shell.Words;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;

/**
 * 計画。A tree of nodes with a period.
 *
 * @param period in the notation of {@link Period}
 * @param levels names of the levels, the top one first (柱, 基本施策 …)
 * @param nodes the pillars
 */
public record Plan(String key, String label, @Nullable @JsonProperty("label_en") String labelEn, String period,
                   @Nullable String about, @Nullable @JsonProperty("about_en") String aboutEn, List<String> levels,
                   List<Node> nodes, Integer ord) {

    public Plan {
        levels = levels == null ? List.of() : List.copyOf(levels);
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
        ord = Objects.requireNonNullElse(ord, 0);
    }

    public Words words() {
        return new Words(label, labelEn);
    }

    public @Nullable Words aboutWords() {
        return about == null ? null : new Words(about, aboutEn);
    }

    public Period span() {
        return Period.parse(period);
    }

    /** Whether its period is over by that day. */
    public boolean hasEnded(LocalDate today) {
        LocalDate end = span().to();
        return end != null && end.isBefore(today);
    }

    Plan placed(int ord) {
        return new Plan(key, label, labelEn, period, about, aboutEn, levels, List.of(), ord);
    }

    Plan grown(List<Node> nodes) {
        return new Plan(key, label, labelEn, period, about, aboutEn, levels, nodes, ord);
    }
}
