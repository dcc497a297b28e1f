package jp.machimori.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotTests {

    private final Snapshot small = ReportExamples.small("mihon");

    @Test
    void comesBackFromItsJsonAsItWas() {
        byte[] json = Canonical.json(small);
        assertThat(Canonical.snapshot(json)).isEqualTo(small);
        assertThat(Canonical.json(Canonical.snapshot(json))).isEqualTo(json);
    }

    @Test
    void hasOneJson() {
        assertThat(new String(Canonical.json(small), StandardCharsets.UTF_8)).startsWith("{\"chapters\":[{\"kind\":\"measures\",\"heads\":[\"主要な施策\",")
                .contains("\"takenOn\":\"2024-07-12\",\"title\":\"見本町").doesNotContain("\n", ": ");
    }

    @Test
    void refusesANumberThatIsShownButNotAmongItsNumbers() {
        assertThatThrownBy(() -> with(small.chapters(), small.numbers().subList(1, small.numbers().size())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(small.numbers().getFirst().id().toString());
    }

    @Test
    void refusesANumberThatStandsTwice() {
        List<Snapshot.Datum> twice = new ArrayList<>(small.numbers());
        twice.add(small.numbers().getFirst());
        assertThatThrownBy(() -> with(small.chapters(), twice)).hasMessageContaining("twice");
    }

    @Test
    void refusesAPathThatLeavesTheTown() {
        var away = new Snapshot.Datum(UUID.randomUUID(), "k", "k", "actual", "", "FY2023", "1", "exact", "", List.of(), "https://example.test/");
        assertThatThrownBy(() -> with(small.chapters(), List.of(away))).hasMessageContaining("https://example.test/");
    }

    @Test
    void refusesWhatIsNoReport() {
        assertThatThrownBy(() -> with(List.of(), List.of())).hasMessageContaining("no chapter");
        assertThatThrownBy(() -> new Snapshot("t", "町", "題", "CY2023", new Snapshot.Paper(null, null, null), LocalDate.EPOCH, small.chapters(), small.numbers()))
                .hasMessageContaining("CY2023");
        assertThatThrownBy(() -> new Snapshot.Measures("題", List.of("一", "二"), List.of())).hasMessageContaining("not five heads");
    }

    private Snapshot with(List<Snapshot.Chapter> chapters, List<Snapshot.Datum> numbers) {
        return new Snapshot(small.town(), small.townName(), small.title(), small.year(), small.paper(), small.takenOn(), chapters, numbers);
    }
}
