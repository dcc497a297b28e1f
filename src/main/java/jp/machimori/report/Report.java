package jp.machimori.report;

import java.time.Instant;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;

/**
 * 報告書。A report to the council, without what it says: that is its {@link Snapshot}.
 *
 * @param number of the report in its town, from 1 on
 * @param edition 1, or more where it corrects an earlier one
 * @param reason of the correction, null in a first edition
 * @param first number of its first edition
 * @param sha256 of the snapshot as it is kept, in hexadecimal
 * @param madeBy name of who made it, null where it made itself
 * @param published null as long as it is a draft
 */
public record Report(int number, String year, int edition, @Nullable String reason, int first, String title, String sha256,
                     Instant made, @Nullable String madeBy, @Nullable Instant published) {

    public boolean isPublished() {
        return published != null;
    }

    public FiscalYear fiscalYear() {
        return (FiscalYear) Period.parse(year);
    }
}
