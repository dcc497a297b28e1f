package jp.machimori.ledger;

import java.util.List;
import java.util.Map;
import jp.machimori.account.Audit;
import jp.machimori.account.Person;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * 閲覧。What a reader is given of entries: only the fields they may see, sealed ones opened. Whoever is given an opened
 * value is noted, whatever page it stands on; so every page takes its entries from here.
 */
@Component
class Looking {

    private static final Logger LOG = LoggerFactory.getLogger(Looking.class);

    private final Forms forms;
    private final Seal seal;
    private final Audit audit;

    Looking(Forms forms, Seal seal, Audit audit) {
        this.forms = forms;
        this.seal = seal;
        this.audit = audit;
    }

    Entry at(Entry entry, @Nullable Person person) {
        return at(List.of(entry), person).getFirst();
    }

    /** Entries of one form; their looks are noted as one. */
    List<Entry> at(List<Entry> entries, @Nullable Person person) {
        Reader reader = Reader.of(person);
        List<Entry> reduced = entries.stream().map(entry -> forms.reduced(entry, reader)).toList();
        List<Entry> sealed = reduced.stream().filter(entry -> entry.content().valueStream().anyMatch(Seal::isClosed)).toList();
        if (sealed.isEmpty()) {
            return reduced;
        }
        try {
            List<Entry> opened = reduced.stream().map(entry -> entry.with(seal.open(entry.content()))).toList();
            boolean one = sealed.stream().map(Entry::id).distinct().count() == 1;
            audit.note(person, "entry.read", one ? sealed.getFirst().id().toString() : sealed.getFirst().form(),
                    one ? Map.of("form", sealed.getFirst().form()) : Map.of("form", sealed.getFirst().form(), "entries", sealed.size()));
            return opened;
        } catch (SealLost lost) {
            LOG.warn(lost.getMessage());
            return reduced;
        }
    }
}
