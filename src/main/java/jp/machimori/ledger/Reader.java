package jp.machimori.ledger;

import java.util.Collection;
import java.util.Set;
import jp.machimori.account.Person;
import org.jspecify.annotations.Nullable;

/** 閲覧者。Who reads: the public, or a member of staff with their divisions. Decides what of an entry exists for them. */
record Reader(boolean staff, boolean administrator, Set<String> divisions) {

    static final Reader PUBLIC = new Reader(false, false, Set.of());

    static Reader of(@Nullable Person person) {
        return person == null ? PUBLIC
                : new Reader(true, person.isAdministrator(), Set.copyOf(person.divisions()));
    }

    /** @param responsible divisions that keep the form */
    boolean sees(Visibility visibility, Collection<String> responsible) {
        return switch (visibility) {
            case PUBLIC -> true;
            case STAFF -> staff;
            case DIVISION -> administrator || responsible.stream().anyMatch(divisions::contains);
            case SEALED -> responsible.stream().anyMatch(divisions::contains);
        };
    }
}
