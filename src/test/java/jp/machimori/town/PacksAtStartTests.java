package jp.machimori.town;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import jp.machimori.MachimoriTest;
import jp.machimori.TestTowns;
import jp.machimori.database.CannotStart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.util.FileSystemUtils;

/** What is loaded when the application starts, and what the person at the keyboard is told of the rest. */
@MachimoriTest
class PacksAtStartTests {

    @Autowired Packs packs;
    @Autowired List<PackPart> parts;
    @Autowired Towns towns;
    @Autowired Demonstration demonstration;
    @Autowired ApplicationEventPublisher events;
    String key;
    Path pack;

    @BeforeEach
    void aPack() {
        key = "kaiten-" + UUID.randomUUID().toString().substring(0, 8);
        pack = TestTowns.copy(key);
    }

    @Test
    void aBrokenPackIsNamedBesideThoseThatAreLoaded() throws IOException {
        String other = "hoka-" + UUID.randomUUID().toString().substring(0, 8);
        FileSystemUtils.copyRecursively(TestTowns.copy(other), pack.resolveSibling(other));
        breakIt();
        PacksAtStart start = start(false);
        assertThat(towns.byKey(other)).isPresent();
        assertThat(start.notLoaded()).singleElement().isEqualTo(new PacksAtStart.NotLoaded(key, pack, 2, false));
        assertThat(start.notLoaded().getFirst().sentences()).containsExactly(
                "パック「" + key + "」は、誤りが 2 件あるため、読み込みませんでした。この自治体はまだ表示されません。",
                "The pack " + key + " was not loaded: it has 2 mistakes. The town is not there yet.",
                "  ./machimori pack check " + pack);
    }

    @Test
    void withNothingButBrokenPacksItDoesNotStart() throws IOException {
        breakIt();
        assertThatThrownBy(() -> start(false)).isInstanceOf(CannotStart.class)
                .hasMessageContainingAll("読み込めるパックがない", "There is no pack to start with", "誤りが 2 件", "./machimori pack check " + pack);
    }

    @Test
    void aTownThatIsThereGoesOnWhenItsPackBreaks() throws IOException {
        start(false);
        breakIt();
        assertThat(start(false).notLoaded()).extracting(PacksAtStart.NotLoaded::standing).containsExactly(true);
    }

    @Test
    void besideARunningApplicationOnlyANewTownIsLoaded() throws IOException {
        start(true);
        assertThat(towns.byKey(key)).isPresent();
        breakIt();
        assertThat(start(true).notLoaded()).isEmpty();
    }

    private void breakIt() throws IOException {
        Path town = pack.resolve("town.yaml");
        Files.writeString(town, Files.readString(town).replace("kind: municipality", "kind: kingdom") + "\nnickname: 海\n");
    }

    private PacksAtStart start(boolean newTownsOnly) {
        PacksAtStart start = new PacksAtStart(packs, parts, towns, demonstration, events, pack.getParent(), List.of(), newTownsOnly);
        start.run(new DefaultApplicationArguments());
        return start;
    }
}
