package jp.machimori.town;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jp.machimori.database.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Loads the packs of a folder when the application starts; a pack that did not change costs one hash. */
@Component
public class PacksAtStart implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(PacksAtStart.class);

    /**
     * 読み込まなかったパック。
     *
     * @param folder to be checked by {@code pack check}
     * @param mistakes how many it has; 0 when it is well formed but cannot follow what is recorded
     * @param standing whether its town is there, as it was loaded before
     */
    public record NotLoaded(String key, Path folder, int mistakes, boolean standing) {

        /** What the person at the keyboard reads, in Japanese and then in English. */
        public List<String> sentences() {
            String japanese = standing ? "前に読み込んだ内容のままです。" : "この自治体はまだ表示されません。";
            String english = standing ? "The town is as it was loaded before." : "The town is not there yet.";
            return mistakes == 0
                    ? List.of("パック「" + key + "」は、すでにある記録と合わないため、読み込みませんでした（上の行）。" + japanese,
                            "The pack " + key + " was not loaded: it contradicts what is recorded (see above). " + english)
                    : List.of("パック「" + key + "」は、誤りが " + mistakes + " 件あるため、読み込みませんでした。" + japanese,
                            "The pack " + key + " was not loaded: it has " + mistakes + (mistakes == 1 ? " mistake. " : " mistakes. ") + english,
                            "  ./machimori pack check " + folder);
        }
    }

    private final Packs packs;
    private final List<PackPart> parts;
    private final Towns towns;
    private final Demonstration demonstration;
    private final ApplicationEventPublisher events;
    private final Path folder;
    private final List<String> chosen;
    private final boolean newTownsOnly;
    private volatile List<NotLoaded> notLoaded = List.of();

    /**
     * @param folder {@code machimori.packs}: folder with one folder a town
     * @param chosen {@code machimori.towns}: keys of the towns to load, empty for all
     * @param newTownsOnly {@code machimori.new-towns-only}: towns that are there stay as they are, for a command beside
     *         a running application, whose rules must not change
     */
    PacksAtStart(Packs packs, List<PackPart> parts, Towns towns, Demonstration demonstration, ApplicationEventPublisher events,
                 @Value("${machimori.packs:packs}") Path folder, @Value("${machimori.towns:}") List<String> chosen,
                 @Value("${machimori.new-towns-only:false}") boolean newTownsOnly) {
        this.packs = packs;
        this.parts = parts;
        this.towns = towns;
        this.demonstration = demonstration;
        this.events = events;
        this.folder = folder;
        this.chosen = chosen;
        this.newTownsOnly = newTownsOnly;
    }

    /** The packs that were wanted and have mistakes. */
    public List<NotLoaded> notLoaded() {
        return notLoaded;
    }

    /** @throws CannotStart when of the packs that were wanted none is there, neither from now nor from before */
    @Override
    public void run(ApplicationArguments arguments) {
        if (!Files.isDirectory(folder)) {
            LOG.warn("no packs: there is no folder {}", folder.toAbsolutePath());
            return;
        }
        List<NotLoaded> refused = new ArrayList<>();
        List<Path> wanted = Packs.in(folder).stream().filter(this::isWanted).toList();
        for (Path pack : wanted) {
            load(pack, refused);
        }
        notLoaded = List.copyOf(refused);
        // when all can be read already: what follows a town, as its accounts, takes its time
        wanted.forEach(pack -> towns.byKey(pack.getFileName().toString()).ifPresent(town -> events.publishEvent(new TownLoaded(town))));
        if (!refused.isEmpty() && refused.size() == wanted.size() && refused.stream().noneMatch(NotLoaded::standing)) {
            throw new CannotStart("読み込めるパックがないため、起動しません。", "There is no pack to start with.\n"
                    + refused.stream().flatMap(one -> one.sentences().stream()).collect(Collectors.joining("\n")));
        }
    }

    private boolean isWanted(Path pack) {
        String key = pack.getFileName().toString();
        return (chosen.isEmpty() || chosen.contains(key)) && !(newTownsOnly && towns.byKey(key).isPresent());
    }

    private void load(Path pack, List<NotLoaded> refused) {
        String key = pack.getFileName().toString();
        Packs.Outcome outcome = packs.loadIfChanged(pack, demonstration.isForNewTowns());
        outcome.mistakes().forEach(mistake -> LOG.error("{}", mistake));
        if (!outcome.mistakes().isEmpty()) {
            LOG.error("{}: nothing of this pack was loaded; mend what stands above", key);
            Path here = Path.of("").toAbsolutePath();
            Path whole = pack.toAbsolutePath().normalize();
            refused.add(new NotLoaded(key, whole.startsWith(here) ? here.relativize(whole) : whole,
                    Packs.check(pack, parts).size(), towns.byKey(key).isPresent()));
        }
    }
}
