package jp.machimori.account;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;

/**
 * 職員。The person who is signed in to this town. A controller takes it as an argument: {@code @Nullable Person} where
 * the public may come too, {@code Person} where nobody else may (others are sent to sign in). Read afresh at every
 * request, so what an administrator takes away is gone at once. Pages have it as {@code staff}.
 *
 * @param name what they sign in with
 * @param own keys of the divisions they work in
 * @param divisions keys of all divisions they act for: their own, those that theirs took over, 全庁, and outside bodies
 *     that are asked through theirs
 */
public record Person(UUID id, int townId, String name, String displayName, Set<Role> roles, Set<String> own,
                     Set<String> divisions) {

    public Person {
        roles = Set.copyOf(roles);
        own = Set.copyOf(own);
        divisions = Set.copyOf(divisions);
    }

    public boolean isAdministrator() {
        return roles.contains(Role.ADMINISTRATOR);
    }

    /** Whether they may write what belongs to these divisions; what belongs to none is the administrator's. */
    public boolean mayWrite(Collection<String> divisionKeys) {
        return isAdministrator() || !Collections.disjoint(divisions, divisionKeys);
    }
}
