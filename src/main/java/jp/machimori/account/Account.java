package jp.machimori.account;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * アカウント。One person's access to one town, as its administrator keeps it.
 *
 * @param oneTime the password was made by somebody else and must be replaced at the first sign-in
 * @param since when the password was made
 * @param signedInAt last sign-in; null when there was none
 */
record Account(UUID id, String name, String displayName, Set<Role> roles, List<String> divisions, boolean active,
               boolean oneTime, Instant since, @Nullable Instant signedInAt, int stamp, boolean demonstration) {

    public boolean isAdministrator() {
        return roles.contains(Role.ADMINISTRATOR);
    }
}
