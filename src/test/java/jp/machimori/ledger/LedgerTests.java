package jp.machimori.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.database.DatabaseSettings;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@MachimoriTest
@Import(TestClock.class)
class LedgerTests {

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired LedgerExamples ledger;
    @Autowired JdbcClient jdbc;
    @Autowired Retention retention;
    @Autowired DatabaseSettings settings;
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
    void saysSinceWhenAnythingIsRecordedAndOfSealedEntriesOnlyOnceTheirYearIsOver() {
        ledger.record(town, "secret", "on=2026/4/1", "story=相談");
        assertThat(begun("cases", "houses")).isEmpty();
        ledger.record(town, "secret", "on=2026/3/31", "story=相談");
        ledger.record(town, "house", "registered_on=2024/4/1", "name=見本商店");
        assertThat(begun("cases", "houses")).containsExactlyInAnyOrderEntriesOf(Map.of("cases", new FiscalYear(2025), "houses", new FiscalYear(2024)));
    }

    private Map<String, FiscalYear> begun(String... tallies) {
        return ledger.in(town, () -> ledger.tallies.begun(List.of(tallies)));
    }

    @Test
    void storesNothingThatIsSealedInTheOpenNeitherInTalliesNorInHistory() {
        UUID id = ledger.record(town, "visit", "on=2026/4/1", "person=秘密 花子", "kind=urgent", "ward=kita", "minutes=30");
        ledger.correct(town, id, 1, "visit", "on=2026/4/1", "person=秘密 太郎", "kind=urgent", "ward=minami", "minutes=20");
        String stored = String.join("\n", ledger.in(town, () -> jdbc.sql("""
                select concat_ws(' ', content::text, area) from entry
                union all select content::text from entry_version
                union all select concat_ws(' ', tally, area) from tally_day where area <> ''
                union all select concat_ws(' ', tally, link) from tally_link
                """).query(String.class).list()));
        assertThat(stored).contains("\"sealed\": \"1:", "visited sealed:").doesNotContain("秘密", "花子", "太郎", "urgent", "kita", "minami");
        assertThat(ledger.in(town, () -> jdbc.sql("select cardinality(grams) from entry").query(Integer.class).single())).isZero();
        Entry entry = ledger.in(town, () -> ledger.entries.find("visit", id).orElseThrow());
        assertThat(ledger.in(town, () -> ledger.seal.open(entry.content())).path("person").asString()).isEqualTo("秘密 太郎");
    }

    @Test
    void countsASealedNameOnceUnderItsPseudonym() {
        ledger.record(town, "visit", "on=2025/5/1", "person=見本 花子");
        UUID again = ledger.record(town, "visit", "on=2025/6/1", "person=見本花子");
        ledger.record(town, "visit", "on=2025/6/2", "person=見本 太郎");
        assertThat(ledger.flow(town, "visited", 2025)).isEqualByComparingTo("2");
        ledger.correct(town, again, 1, "visit", "on=2025/6/1", "person=見本 次郎");
        assertThat(ledger.flow(town, "visited", 2025)).isEqualByComparingTo("3");
        ledger.withdraw(town, again, 2, "visit");
        assertThat(ledger.flow(town, "visited", 2025)).isEqualByComparingTo("2");
    }

    @Test
    void publishesANumberThatReadsASealedFieldOnlyForYearsThatAreOver() {
        ledger.record(town, "visit", "on=2026/3/31", "person=見本 花子", "kind=urgent");
        ledger.record(town, "visit", "on=2026/4/1", "person=見本 花子", "kind=urgent");
        assertThat(ledger.flow(town, "urgent_visits", 2025)).isEqualByComparingTo("1");
        assertThat(ledger.flow(town, "urgent_visits", 2026)).isEqualByComparingTo("0");
        assertThat(ledger.flow(town, "visits", 2026)).isEqualByComparingTo("1");
    }

    @Test
    void takesTheSameIdUnderAnotherFormAsAnotherEntry() {
        UUID id = UUID.randomUUID();
        ledger.record(town, id, "supply", "on=2026/5/1", "group=見本町会", "items=3");
        assertThat(ledger.record(town, id, "patrol", "on=2026/5/1", "kind=day", "participants=2")).isEqualTo(new Recorded.Other(id));
        assertThat(ledger.in(town, () -> ledger.entries.record(List.of(new NewEntry(id, ledger.forms.find("visit").orElseThrow(),
                ledger.entries.find("supply", id).orElseThrow().content(), LedgerExamples.HANAKO, "見本 花子"))))).containsExactly(new Recorded.Other(id));
    }

    @Test
    void makesNoSecondKeyWhereTheFirstOneIsLost(@TempDir Path folder) {
        UUID id = ledger.record(town, "secret", "on=2026/4/1", "story=だれにも見せない話");
        Seal elsewhere = new Seal(folder.resolve("seal.key").toString(), settings, jdbc);
        ledger.in(town, () -> {
            Form form = ledger.forms.find("secret").orElseThrow();
            Entry entry = ledger.entries.find("secret", id).orElseThrow();
            assertThatThrownBy(() -> elsewhere.open(entry.content())).isInstanceOf(SealLost.class);
            assertThatThrownBy(() -> elsewhere.close(form, FieldType.JSON.objectNode().put("story", "次の話"))).isInstanceOf(SealLost.class);
            return null;
        });
        assertThat(folder.resolve("seal.key")).doesNotExist();
    }

    @Test
    void refusesAKeyThatTheRecordsWereNotSealedWith(@TempDir Path folder) throws Exception {
        UUID id = ledger.record(town, "secret", "on=2026/4/1", "story=だれにも見せない話");
        Path other = Files.writeString(folder.resolve("other.key"), java.util.Base64.getEncoder().encodeToString(new byte[32]));
        Seal wrong = new Seal(other.toString(), settings, jdbc);
        ledger.in(town, () -> {
            Form form = ledger.forms.find("secret").orElseThrow();
            assertThatThrownBy(() -> wrong.open(ledger.entries.find("secret", id).orElseThrow().content())).isInstanceOf(SealLost.class);
            assertThatThrownBy(() -> wrong.close(form, FieldType.JSON.objectNode().put("story", "次の話"))).isInstanceOf(SealLost.class);
            return null;
        });
    }

    @Test
    void erasesPersonalFieldsWhenTheRetentionEndsAndKeepsTheNumbers() {
        UUID old = ledger.record(town, "visit", "on=2023/3/31", "person=見本 花子", "place=駅前");
        ledger.correct(town, old, 1, "visit", "on=2023/3/31", "person=見本 太郎", "place=駅前");
        UUID kept = ledger.record(town, "visit", "on=2023/4/1", "person=見本 花子", "place=公園");
        assertThat(ledger.in(town, () -> retention.erase())).isEqualTo(1);
        assertThat(ledger.in(town, () -> retention.erase())).isZero();
        Entry erased = ledger.in(town, () -> ledger.entries.find("visit", old).orElseThrow());
        assertThat(erased.erased()).isTrue();
        assertThat(erased.content().has("person")).isFalse();
        assertThat(erased.content().path("place").asString()).isEqualTo("駅前");
        assertThat(ledger.in(town, () -> ledger.entries.history(erased)))
                .allSatisfy(version -> assertThat(version.entry().content().has("person")).isFalse())
                .allSatisfy(version -> assertThat(version.reason()).isNull());
        assertThat(ledger.in(town, () -> ledger.entries.find("visit", kept).orElseThrow().content().has("person"))).isTrue();
        assertThat(ledger.flow(town, "visited", 2022)).isEqualByComparingTo("1");
        assertThat(ledger.flow(town, "visits", 2022)).isEqualByComparingTo("1");
    }

    @Test
    void keepsAHouseOfTheRegisterUntilItsOwnRetentionEndsAfterItWasClosed() {
        UUID open = ledger.record(town, "house", "registered_on=2010/4/1", "name=見本商店");
        UUID closed = ledger.record(town, "house", "registered_on=2010/4/1", "closed_on=2020/3/31", "name=例の家");
        ledger.in(town, () -> retention.erase());
        assertThat(ledger.in(town, () -> ledger.entries.find("house", open).orElseThrow().content().path("name").asString())).isEqualTo("見本商店");
        assertThat(ledger.in(town, () -> ledger.entries.find("house", closed).orElseThrow().content().has("name"))).isFalse();
        assertThat(ledger.number(town, "houses", TallyQuestion.Count.STOCK, LocalDate.of(1900, 1, 1), 2019)).isEqualByComparingTo("1");
    }

    @Test
    void readsATimeOfDayOnlyWhereItIsCertain() {
        assertThat(Typed.time("14:30")).hasValue(java.time.LocalTime.of(14, 30));
        assertThat(Typed.time("午後２時３０分")).hasValue(java.time.LocalTime.of(14, 30));
        assertThat(Typed.time("午前0時")).hasValue(java.time.LocalTime.of(0, 0));
        assertThat(List.of("午後12時", "午前12時", "午前13時", "24:00", "8:60")).allSatisfy(text -> assertThat(Typed.time(text)).isEmpty());
    }

    @Test
    void readsACommaBetweenThousandsOnly() {
        assertThat(Typed.number("1,234.5km", "km")).hasValueSatisfying(number -> assertThat(number).isEqualByComparingTo("1234.5"));
        assertThat(Typed.number("１２．５キロ", "km")).hasValueSatisfying(number -> assertThat(number).isEqualByComparingTo("12.5"));
        assertThat(Typed.number("38名", "人")).hasValueSatisfying(number -> assertThat(number).isEqualByComparingTo("38"));
        assertThat(List.of("12,5", "12，5", "1,2,3", "12 5x", "1234,567", ",5", "5人")).allSatisfy(text -> assertThat(Typed.number(text, "km")).isEmpty());
    }

    @Test
    void readsTheDaysThatPeopleWrite() {
        assertThat(List.of("令8.11.20", "R081120", "令和8年11月20日", "Ｒ８／１１／２０", "20261120", "2026-11-20", "令和８年11月20日（金）", "R8.11.20 (金曜日)"))
                .allSatisfy(text -> assertThat(Typed.date(text)).hasValue(LocalDate.of(2026, 11, 20)));
        assertThat(Typed.date("令和8年11月20日（月）")).as("a Friday").isEmpty();
        assertThat(List.of("1430", "午後2時半", "14時30分")).allSatisfy(text -> assertThat(Typed.time(text)).hasValue(java.time.LocalTime.of(14, 30)));
        assertThat(List.of("2570", "14時3分半", "令和")).allSatisfy(text -> assertThat(Typed.time(text)).isEmpty());
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
