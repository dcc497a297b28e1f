package jp.machimori.ledger;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** 名前の順。Names as people order them: CoCo2号車 before CoCo10号車. */
final class Names {

    static final Comparator<String> IN_ORDER = Names::compare;

    private static final Pattern PIECE = Pattern.compile("[0-9]+|[^0-9]+");

    private Names() {
    }

    private static int compare(String one, String other) {
        List<String> left = pieces(one);
        List<String> right = pieces(other);
        for (int at = 0; at < Math.min(left.size(), right.size()); at++) {
            int order = piece(left.get(at), right.get(at));
            if (order != 0) {
                return order;
            }
        }
        return left.size() != right.size() ? left.size() - right.size() : one.compareTo(other);
    }

    private static List<String> pieces(String name) {
        return PIECE.matcher(Typed.narrow(name)).results().map(MatchResult::group).toList();
    }

    private static int piece(String one, String other) {
        return Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0))
                ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    }
}
