package jp.machimori.evaluation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 評価。What a division says of a subject: a version, the newest of which counts.
 *
 * @param subject key
 * @param division key of the one that says it; empty where the subject has none
 * @param mark on the scale of the round
 * @param comment why (評価の理由); may be empty
 * @param next what changes next year (来年度の見直し); may be empty
 * @param reason of a correction after closing; null before
 * @param by who wrote it, for staff
 */
public record Evaluation(String subject, int version, String division, String mark, String comment, String next,
                         @Nullable String reason, String by, Instant at) {

    /** Rates otherwise than the numbers propose, and does not say why. */
    boolean isUnreasoned(Subject.@Nullable Proposal proposal) {
        return proposal != null && !proposal.mark().equals(mark) && comment.isBlank();
    }

    boolean saysTheSameAs(Draft draft) {
        return mark.equals(draft.mark()) && comment.equals(draft.comment()) && next.equals(draft.next());
    }

    /** 書いた評価。As it was typed and read. */
    record Draft(String mark, String comment, String next, String reason) {
    }

    /** 評価の結果。What became of writing one. */
    sealed interface Written {

        record Made(Evaluation now) implements Written {
        }

        /** It says what stood there already. */
        record Nothing() implements Written {
        }

        /** Somebody wrote one meanwhile. */
        record Overtaken(Evaluation now) implements Written {
        }

        /** The year was closed meanwhile, or is closed: a correction needs its reason. */
        record NeedsReason() implements Written {
        }
    }
}
