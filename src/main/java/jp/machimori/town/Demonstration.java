package jp.machimori.town;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * 体験。Whether this deployment shows towns with invented data to people who try it. A town keeps what it was made as; the
 * deployment ({@code machimori.demonstration}) says whether accounts to try such towns exist, and what new towns become:
 *
 * <ul>
 * <li>{@code false}: no such accounts, new towns are of their own;
 * <li>{@code true}: such accounts, new towns show invented data;
 * <li>{@code known}: such accounts; new towns show invented data where all others do, as in a restored demonstration.
 * </ul>
 */
@Component
public class Demonstration {

    private final String wanted;
    private final Towns towns;

    Demonstration(@Value("${machimori.demonstration:false}") String wanted, Towns towns) {
        if (!List.of("true", "false", "known").contains(wanted)) {
            throw new IllegalArgumentException("machimori.demonstration is true, false or known, not " + wanted);
        }
        this.wanted = wanted;
        this.towns = towns;
    }

    /** Whether accounts for trying may be used in towns with invented data. */
    public boolean isShown() {
        return !wanted.equals("false");
    }

    /** Whether a town that is made now shows invented data. */
    boolean isForNewTowns() {
        List<Town> present = wanted.equals("known") ? towns.all() : List.of();
        return wanted.equals("true") || !present.isEmpty() && present.stream().allMatch(Town::demonstration);
    }
}
