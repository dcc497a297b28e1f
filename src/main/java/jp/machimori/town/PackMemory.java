package jp.machimori.town;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import jp.machimori.database.CurrentTown;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * パックの記憶。What changes with a town's pack only is read once and kept in memory for as long as the pack is the same,
 * which is asked at every use. Only what is read in a read-only transaction is kept: what a loading pack has not yet
 * committed is nobody else's. Who lets people change such rows in the application has to change the town's digest too.
 *
 * @param <K> what was asked, with equality
 * @param <V> what was read, never changed by anybody
 */
public final class PackMemory<K, V> {

    private record Place<K>(int town, String pack, K asked) {
    }

    private record DigestOf(int town) {
    }

    private final Towns towns;
    private final Cache<Place<K>, V> kept;

    /** @param most how much is kept of all towns together, in what {@code size} counts */
    public PackMemory(Towns towns, long most, ToIntFunction<V> size) {
        this.towns = towns;
        this.kept = Caffeine.newBuilder().maximumWeight(most).weigher((Place<K> place, V value) -> 1 + size.applyAsInt(value)).build();
    }

    public V get(K asked, Supplier<V> read) {
        if (!TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            return read.get();
        }
        Place<K> place = new Place<>(CurrentTown.id(), digest(), asked);
        V value = kept.getIfPresent(place);
        if (value == null) {
            value = read.get();
            if (towns.digest().equals(place.pack())) {      // else a pack came between
                kept.put(place, value);
            }
        }
        return value;
    }

    /** Asked once in a transaction: a page uses several memories. */
    private String digest() {
        DigestOf town = new DigestOf(CurrentTown.id());
        Object known = TransactionSynchronizationManager.getResource(town);
        if (known instanceof String digest) {
            return digest;
        }
        String digest = towns.digest();
        TransactionSynchronizationManager.bindResource(town, digest);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(town);
            }
        });
        return digest;
    }
}
