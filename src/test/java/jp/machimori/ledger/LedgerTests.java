package jp.machimori.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@MachimoriTest
@Import({TestClock.class, LedgerExamples.class})
class LedgerTests {

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired LedgerExamples ledger;
    @Autowired JdbcClient jdbc;
    Town town;

    @BeforeEach
    void aTownOfItsOwn() {
        town = TestTowns.fresh(packs, towns);
    }

    @Test
    void countsAPatrolInTheYearOfItsDay() {
        ledger.record(town, "patrol", "on=2026/3/31", "kind=day", "participants=2", "distance=4.5");
        ledger.record(town, "patrol", "on=2026/4/1", "kind=night", "participants=3", "distance=1.25".substring(0, 12));
        assertThat(ledger.flow(town, "runs", 2025)).isEqualByComparingTo("1");
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("1");
        assertThat(ledger.flow(town, "night_runs", 2025)).isEqualByComparingTo("0");
        assertThat(ledger.flow(town, "night_runs", 2026)).isEqualByComparingTo("1");
        assertThat(ledger.flow(town, "distance", 2025)).isEqualByComparingTo("4.5");
    }

    @Test
    void takesTheSameEntryTwiceAsOne() {
        UUID id = UUID.randomUUID();
        assertThat(ledger.record(town, id, "patrol", "on=2026/5/1", "kind=day", "participants=2")).isEqualTo(new Recorded.New(id));
        assertThat(ledger.record(town, id, "patrol", "on=2026/5/1", "kind=day", "participants=２人")).isEqualTo(new Recorded.Same(id));
        assertThat(ledger.record(town, id, "patrol", "on=2026/5/1", "kind=day", "participants=9")).isEqualTo(new Recorded.Other(id));
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("1");
        assertThat(ledger.flow(town, "participants", 2026)).isEqualByComparingTo("2");
    }

    @Test
    void answersTheFirstSubmissionAsBeforeEvenAfterACorrection() {
        UUID id = ledger.record(town, "patrol", "on=2026/5/1", "kind=day", "participants=2");
        ledger.correct(town, id, 1, "patrol", "on=2026/5/1", "kind=day", "participants=4");
        assertThat(ledger.record(town, id, "patrol", "on=2026/5/1", "kind=day", "participants=2")).isEqualTo(new Recorded.Same(id));
        assertThat(ledger.flow(town, "participants", 2026)).isEqualByComparingTo("4");
    }

    @Test
    void movesTheNumberWithACorrectionAndKeepsBothVersions() {
        UUID id = ledger.record(town, "patrol", "on=2026/3/31", "kind=day", "participants=2", "distance=10");
        Change change = ledger.correct(town, id, 1, "patrol", "on=2026/4/1", "kind=day", "participants=2", "distance=12");
        assertThat(change).isInstanceOf(Change.Made.class);
        assertThat(ledger.flow(town, "distance", 2025)).isEqualByComparingTo("0");
        assertThat(ledger.flow(town, "distance", 2026)).isEqualByComparingTo("12");
        List<Entries.Version> history = ledger.in(town, () -> ledger.entries.history(ledger.entries.find("patrol", id).orElseThrow()));
        assertThat(history).extracting(version -> version.entry().content().path("distance").decimalValue().stripTrailingZeros().toPlainString())
                .containsExactly("12", "10");
        assertThat(history.get(1).reason()).isEqualTo("書き間違い");
    }

    @Test
    void tellsTheSecondOfficerThatTheEntryChangedMeanwhile() {
        UUID id = ledger.record(town, "patrol", "on=2026/5/1", "kind=day", "participants=2");
        assertThat(ledger.correct(town, id, 1, "patrol", "on=2026/5/1", "kind=day", "participants=3")).isInstanceOf(Change.Made.class);
        assertThat(ledger.correct(town, id, 1, "patrol", "on=2026/5/1", "kind=day", "participants=7")).isInstanceOf(Change.Overtaken.class);
        assertThat(ledger.flow(town, "participants", 2026)).isEqualByComparingTo("3");
    }

    @Test
    void countsAWithdrawnEntryNoMoreButKeepsIt() {
        UUID id = ledger.record(town, "patrol", "on=2026/5/1", "kind=day", "participants=2", "team=見本町会");
        ledger.withdraw(town, id, 1, "patrol");
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("0");
        assertThat(ledger.flow(town, "teams", 2026)).isEqualByComparingTo("0");
        Entry kept = ledger.in(town, () -> ledger.entries.find("patrol", id).orElseThrow());
        assertThat(kept.withdrawn()).isTrue();
        assertThat(kept.version()).isEqualTo(2);
    }

    @Test
    void countsOneGroupSuppliedInMayAndNovemberAsOneGroupAndTwoSupplies() {
        ledger.record(town, "supply", "on=2026/5/10", "group=見本町会", "items=10");
        ledger.record(town, "supply", "on=2026/11/10", "group=見本 町会", "items=5");
        assertThat(ledger.flow(town, "supplied_groups", 2026)).isEqualByComparingTo("1");
        assertThat(ledger.flow(town, "supplies", 2026)).isEqualByComparingTo("2");
        assertThat(ledger.flow(town, "items", 2026)).isEqualByComparingTo("15");
    }

    @Test
    void givesTheSameLineFromSinglePatrolsAndFromMonthlySheets() {
        Town other = TestTowns.fresh(packs, towns);
        for (int run = 0; run < 203; run++) {
            String distance = run < 202 ? "11.9" : "12.2";
            ledger.record(town, "patrol", "on=" + LocalDate.of(2023, 4, 1).plusDays(run), "kind=day", "participants=2", "distance=" + distance);
        }
        BigDecimal odometer = new BigDecimal("5000");
        for (int month = 0; month < 12; month++) {
            BigDecimal driven = month < 11 ? new BigDecimal("201.3") : new BigDecimal("201.7");
            ledger.record(other, "sheet", "month=" + java.time.YearMonth.of(2023, 4).plusMonths(month), "vehicle=1号車",
                    "runs=" + (month < 11 ? 17 : 16), "before=" + odometer, "after=" + odometer.add(driven));
            odometer = odometer.add(driven);
        }
        for (Town one : List.of(town, other)) {
            assertThat(ledger.flow(one, "runs", 2023)).isEqualByComparingTo("203");
            assertThat(ledger.flow(one, "distance", 2023)).isEqualByComparingTo("2416");
        }
    }

    @Test
    void standsARegisterBetweenItsFirstAndItsLastDay() {
        ledger.record(town, "house", "registered_on=2024/4/1", "name=見本商店");
        ledger.record(town, "house", "registered_on=2024/6/1", "closed_on=2025/6/1", "name=例の家");
        assertThat(ledger.number(town, "houses", TallyQuestion.Count.STOCK, LocalDate.of(1900, 1, 1), 2023)).isEqualByComparingTo("0");
        assertThat(ledger.number(town, "houses", TallyQuestion.Count.STOCK, LocalDate.of(1900, 1, 1), 2024)).isEqualByComparingTo("2");
        assertThat(ledger.number(town, "houses", TallyQuestion.Count.STOCK, LocalDate.of(1900, 1, 1), 2025)).isEqualByComparingTo("1");
    }

    @Test
    void doesNotCountARegistrationOfTheFutureToday() {
        ledger.record(town, "house", "registered_on=2024/4/1", "closed_on=2026/12/31", "name=見本商店");
        assertThat(ledger.number(town, "houses", TallyQuestion.Count.STOCK, LocalDate.of(1900, 1, 1), 2026)).isEqualByComparingTo("1");
    }

    @Test
    void publishesSealedNumbersOnlyForYearsThatAreOver() {
        ledger.record(town, "secret", "on=2026/3/31", "story=相談");
        ledger.record(town, "secret", "on=2026/4/1", "story=相談");
        assertThat(ledger.flow(town, "cases", 2025)).isEqualByComparingTo("1");
        assertThat(ledger.flow(town, "cases", 2026)).isEqualByComparingTo("0");
    }

    @Test
    void storesASealedFieldOnlyEncrypted() {
        UUID id = ledger.record(town, "secret", "on=2026/4/1", "story=だれにも見せない話");
        String stored = ledger.in(town, () -> jdbc.sql("select content::text from entry where id = :id").param("id", id).query(String.class).single());
        assertThat(stored).doesNotContain("だれにも").contains("sealed:1:");
        assertThat(ledger.in(town, () -> ledger.entries.find("secret", id).orElseThrow().content().path("story").asString()))
                .isEqualTo("だれにも見せない話");
    }

    @Test
    void hidesTheEntriesOfAnotherTown() {
        UUID id = ledger.record(town, "patrol", "on=2026/5/1", "kind=day", "participants=2");
        Town other = TestTowns.fresh(packs, towns);
        assertThat(ledger.in(other, () -> ledger.entries.find("patrol", id))).isEmpty();
        assertThat(ledger.flow(other, "runs", 2026)).isEqualByComparingTo("0");
    }

    @Test
    void losesNothingWhenManyWriteAtOnce() throws Exception {
        try (var hands = Executors.newFixedThreadPool(8)) {
            List<Callable<UUID>> work = java.util.stream.IntStream.range(0, 80)
                    .<Callable<UUID>>mapToObj(number -> () -> ledger.record(town, "patrol", "on=2026/5/" + (1 + number % 28),
                            "kind=day", "participants=1", "team=団体" + number % 7)).toList();
            for (var done : hands.invokeAll(work)) {
                done.get();
            }
        }
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("80");
        assertThat(ledger.flow(town, "teams", 2026)).isEqualByComparingTo("7");
    }
}
