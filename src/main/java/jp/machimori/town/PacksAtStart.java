package jp.machimori.town;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Loads the packs of a folder when the application starts; a pack that did not change costs one hash. */
@Component
class PacksAtStart implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(PacksAtStart.class);

    private final Packs packs;
    private final Towns towns;
    private final ApplicationEventPublisher events;
    private final Path folder;
    private final List<String> chosen;
    private final boolean demonstration;

    /**
     * @param folder {@code machimori.packs}: folder with one folder a town
     * @param chosen {@code machimori.towns}: keys of the towns to load, empty for all
     * @param demonstration {@code machimori.demonstration}: new towns show invented data, marked as such
     */
    PacksAtStart(Packs packs, Towns towns, ApplicationEventPublisher events, @Value("${machimori.packs:packs}") Path folder,
                 @Value("${machimori.towns:}") List<String> chosen,
                 @Value("${machimori.demonstration:false}") boolean demonstration) {
        this.packs = packs;
        this.towns = towns;
        this.events = events;
        this.folder = folder;
        this.chosen = chosen;
        this.demonstration = demonstration;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!Files.isDirectory(folder)) {
            LOG.warn("no packs: there is no folder {}", folder.toAbsolutePath());
            return;
        }
        for (Path pack : Packs.in(folder)) {
            String key = pack.getFileName().toString();
            if (chosen.isEmpty() || chosen.contains(key)) {
                Packs.Outcome outcome = packs.loadIfChanged(pack, demonstration);
                outcome.mistakes().forEach(mistake -> LOG.error("{}", mistake));
                if (!outcome.mistakes().isEmpty()) {
                    LOG.error("{}: nothing of this pack was loaded; mend the {} mistakes above", key, outcome.mistakes().size());
                }
                towns.byKey(key).ifPresent(town -> events.publishEvent(new TownLoaded(town)));
            }
        }
    }
}
