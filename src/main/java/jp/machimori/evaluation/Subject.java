package jp.machimori.evaluation;

import java.util.List;
import jp.machimori.shell.Words;
import org.jspecify.annotations.Nullable;

/**
 * 評価の対象。A measure, programme or indicator in one year: who answers for it, what the numbers say, and what they propose.
 * A closed year keeps it as it was.
 *
 * @param key of the node, programme or indicator
 * @param above names from the pillar down, without its own
 * @param divisions keys of those that answer for it, the first one first
 * @param proposal null where nothing can be proposed
 */
public record Subject(String key, Words label, List<Words> above, List<String> divisions, List<Evidence> evidence,
                      @Nullable Proposal proposal) {

    public Subject {
        above = List.copyOf(above);
        divisions = List.copyOf(divisions);
        evidence = List.copyOf(evidence);
    }

    /** 案。 @param why in a sentence or two */
    public record Proposal(String mark, Words why) {
    }

    /**
     * 根拠。What an indicator says of the year.
     *
     * @param value the newest one up to the year, with its unit; null where there is none
     * @param period of the value
     * @param running the period was not over
     * @param aims its targets from that year on, the first one being the one that is judged
     */
    public record Evidence(String indicator, Words label, @Nullable Words value, @Nullable Words period, boolean running, List<Aim> aims) {
        public Evidence {
            aims = List.copyOf(aims);
        }
    }

    /**
     * 根拠となる目標。
     *
     * @param state achieved, not-yet, not-achieved, cannot-say
     * @param percent of the target that was reached; null where it is no number
     * @param changed that it was changed, and why
     */
    public record Aim(Words period, Words target, String state, boolean running, Words why, @Nullable Integer percent, List<Words> changed) {
        public Aim {
            changed = List.copyOf(changed);
        }
    }
}
