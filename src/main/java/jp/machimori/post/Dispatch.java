package jp.machimori.post;

import java.time.Instant;
import java.util.UUID;

/**
 * 発送。A mail that was handed to {@link Post}, and what became of it; without what it says. The fragment
 * {@code post/parts :: state(dispatch)} shows its state in words.
 *
 * @param readable whether its text is still kept, to be sent again or by hand
 */
public record Dispatch(UUID id, String about, String to, String subject, Instant keptAt, boolean readable, State state) {

    /** 発送の状態。Where a mail is on its way. */
    public sealed interface State {

        /** {@code post.state.<key>} names it. */
        default String key() {
            return switch (this) {
                case Waiting waiting -> "waiting";
                case PutOff later -> "put-off";
                case Sent sent -> "sent";
                case SentByHand sent -> "by-hand";
                case GivenUp failed -> "given-up";
                case Withdrawn withdrawn -> "withdrawn";
            };
        }

        /** 送信待ち。Not tried yet. */
        record Waiting(Instant due) implements State {
        }

        /** 再送待ち。Tried in vain, to be tried again. */
        record PutOff(Instant due, int tries, Failure why) implements State {
        }

        /** 送信済み。A server took it; whether it was read nobody knows. */
        record Sent(Instant at) implements State {
        }

        /** 手で送信。Somebody sent it by other means and said so. */
        record SentByHand(Instant at, String by) implements State {
        }

        /** 送れず。Not tried any more until somebody says so. */
        record GivenUp(Instant at, int tries, Failure why) implements State {
        }

        /** 取りやめ。Not sent, because it was no longer wanted. */
        record Withdrawn(Instant at) implements State {
        }
    }
}
