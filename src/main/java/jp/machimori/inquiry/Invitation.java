package jp.machimori.inquiry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 依頼。What was asked of one division.
 *
 * @param address of its mailbox; null when nobody keyed it in
 * @param sentAt when it was mailed; null when it was not
 * @param failedAt when a reminder could not be made; null once one goes out
 * @param openedAt when a link of it was first opened
 * @param by who answers there, as they said it last
 */
record Invitation(String division, @Nullable String address, @Nullable Instant sentAt, @Nullable Instant remindedAt, @Nullable Instant failedAt, @Nullable Instant openedAt,
                  Answer.By by, @Nullable String approvedBy, @Nullable Instant approvedAt) {

    public boolean isApproved() {
        return approvedAt != null;
    }
}
