package jp.machimori.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.account.Role;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages of the ledger as an officer of 安全課, one of 学校課 and a resident use them. */
@MachimoriTest
@Import(TestClock.class)
class RecordsPagesTests {

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired LedgerExamples ledger;
    @Autowired AccountExamples accounts;
    @Autowired JdbcClient jdbc;
    @Autowired Retention retention;
    @LocalServerPort int port;
    Town town;
    Visitor hanako;
    Visitor resident;

    @BeforeEach
    void anOfficerAndAResident() {
        town = TestTowns.fresh(packs, towns);
        accounts.officer(town, "hanako", "anzen");
        accounts.officer(town, "gaku", "gakko");
        hanako = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
        resident = new Visitor(port);
    }

    private String records(String rest) {
        return "/" + town.key() + "/records/" + rest;
    }

    private HttpResponse<String> send(UUID id, String on, String participants) {
        return hanako.submit(records("patrol/new"), records("patrol"), "id", id.toString(), "v_on", on, "v_kind", "day",
                "v_participants", participants, "v_distance", "４．５km", "v_driver", "見本 太郎");
    }

    @Test
    void recordsWhatIsTypedAndShowsItToEverybodyButForTheDriver() {
        UUID id = UUID.randomUUID();
        HttpResponse<String> answer = send(id, "R8.11.20", "２人");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(hanako.get(records("patrol/" + id)).body()).contains("R8.11.20", "4.5km", "見本 太郎");
        assertThat(resident.get(records("patrol/" + id)).body()).contains("R8.11.20", "4.5km").doesNotContain("見本 太郎", "見本 hanako");
    }

    @Test
    void takesTheSameSubmissionTwiceAsOneEntry() {
        UUID id = UUID.randomUUID();
        send(id, "2026/11/20", "2");
        HttpResponse<String> again = send(id, "2026/11/20", "2");
        assertThat(again.statusCode()).isEqualTo(302);
        assertThat(again.headers().firstValue("Location").orElseThrow()).endsWith("done=same");
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("1");
    }

    @Test
    void showsBothWhenTheSameNumberComesWithAnotherContent() {
        UUID id = UUID.randomUUID();
        send(id, "2026/11/20", "2");
        HttpResponse<String> other = send(id, "2026/11/20", "7");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("2人", "7人");
        assertThat(ledger.flow(town, "participants", 2026)).isEqualByComparingTo("2");
    }

    @Test
    void saysHowToMendEachFieldAndKeepsWhatWasTyped() {
        HttpResponse<String> answer = hanako.submit(records("patrol/new"), records("patrol"), "id", UUID.randomUUID().toString(),
                "v_on", "2026/2/30", "v_participants", "たくさん", "v_distance", "1.234", "v_route", "駅前");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("エラー：", "実施日は「R8.4.1」", "参加人数は「12」か「12人」のように", "小数点の下1けたまで", "種別を選んでください",
                "value=\"2026/2/30\"", "value=\"たくさん\"", "value=\"駅前\"", "href=\"#v_on\"");
    }

    @Test
    void refusesADayThatHasNotCome() {
        assertThat(send(UUID.randomUUID(), "2026/11/23", "2").body()).contains("今日までの日付");
    }

    @Test
    void showsTheSecondOfficerBothVersions() {
        UUID id = UUID.randomUUID();
        send(id, "2026/11/20", "2");
        String edit = records("patrol/" + id + "/edit");
        hanako.submit(edit, edit, "version", "1", "reason", "数え直し", "v_on", "2026/11/20", "v_kind", "day", "v_participants", "3");
        HttpResponse<String> late = hanako.submit(edit, edit, "version", "1", "v_on", "2026/11/20", "v_kind", "day", "v_participants", "9");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("3人", "9人", "見本 hanako");
        assertThat(ledger.flow(town, "participants", 2026)).isEqualByComparingTo("3");
        assertThat(hanako.get(records("patrol/" + id + "/history")).body()).contains("第1版", "第2版", "数え直し", "2人", "3人");
    }

    @Test
    void showsNobodyButStaffWhatStoodBeforeACorrection() {
        UUID id = UUID.randomUUID();
        send(id, "2026/11/20", "2");
        String edit = records("patrol/" + id + "/edit");
        hanako.submit(edit, edit, "version", "1", "v_on", "2026/11/20", "v_kind", "day", "v_participants", "3", "v_route", "駅前");
        assertThat(resident.get(records("patrol/" + id)).body()).contains("3人", "駅前", "第2版").doesNotContain("/history");
        assertThat(resident.get(records("patrol/" + id + "/history")).headers().firstValue("Location").orElseThrow()).contains("/sign-in");
        hanako.submit(records("patrol/" + id + "/withdraw"), records("patrol/" + id + "/withdraw"), "version", "2");
        assertThat(resident.get(records("patrol/" + id)).body()).contains("取り消されています").doesNotContain("3人", "駅前");
        assertThat(hanako.get(records("patrol/" + id)).body()).contains("取り消されています", "3人", "駅前");
    }

    @Test
    void keepsFromAnAdministratorWhatIsSealedAndKeepsItInTheirCorrection() {
        accounts.person(town.key(), "kanri", "見本 管理", Role.ADMINISTRATOR, List.of());
        Visitor kanri = Visitor.signedIn(port, town.key(), "kanri", AccountExamples.PASSWORD);
        UUID id = ledger.record(town, "visit", "on=2026/5/1", "person=秘密 花子", "kind=urgent", "place=駅前");
        String edit = records("visit/" + id + "/edit");
        assertThat(kanri.get(edit).body()).contains("駅前").doesNotContain("秘密", "急ぎの訪問", "v_person");
        assertThat(kanri.get(records("visit/" + id)).body()).contains("駅前").doesNotContain("秘密", "急ぎの訪問");
        assertThat(kanri.get(records("visit/" + id + "/history")).body()).doesNotContain("秘密", "急ぎの訪問");
        assertThat(kanri.submit(edit, edit, "version", "1", "v_on", "2026/5/1", "v_place", "公園", "v_person", "別の人").statusCode()).isEqualTo(302);
        assertThat(hanako.get(records("visit/" + id)).body()).contains("公園", "秘密 花子", "急ぎの訪問").doesNotContain("別の人");
        HttpResponse<String> late = kanri.submit(edit, edit, "version", "1", "v_on", "2026/5/1", "v_place", "学校");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("公園", "学校").doesNotContain("秘密", "急ぎの訪問");
    }

    @Test
    void notesWhoeverIsShownASealedFieldOnWhateverPageAndNobodyElse() {
        UUID id = ledger.record(town, "visit", "on=2026/5/1", "person=秘密 花子", "kind=urgent", "place=駅前");
        accounts.person(town.key(), "kanri", "見本 管理", Role.ADMINISTRATOR, List.of());
        Visitor kanri = Visitor.signedIn(port, town.key(), "kanri", AccountExamples.PASSWORD);
        int looks = 0;
        for (String page : List.of("visit/" + id, "visit/" + id + "/history", "visit/" + id + "/edit", "visit/" + id + "/withdraw", "visit",
                "tally/visits/FY2026")) {
            kanri.get(records(page));
            assertThat(looks()).as("an administrator at " + page).isEqualTo(looks);
            assertThat(hanako.get(records(page)).statusCode()).isEqualTo(200);
            assertThat(looks()).as(page).isEqualTo(++looks);
        }
    }

    private int looks() {
        return ledger.in(town, () -> jdbc.sql("select count(*) from audit where what = 'entry.read'").query(Integer.class).single());
    }

    @Test
    void tellsNoReaderWhichEntriesASealedFieldMadeCount() {
        UUID id = ledger.record(town, "visit", "on=2025/5/1", "person=秘密 花子", "kind=urgent");
        assertThat(hanako.get(records("tally/visits/FY2025")).body()).contains(id.toString());
        assertThat(hanako.get(records("tally/urgent_visits/FY2025")).body()).contains("公開していない").doesNotContain(id.toString());
        Visitor gaku = Visitor.signedIn(port, town.key(), "gaku", AccountExamples.PASSWORD);
        assertThat(gaku.get(records("visit/" + id)).body()).contains("訪問の件数").doesNotContain("急ぎの訪問");
    }

    @Test
    void listsBehindANumberWhatItCounted() {
        UUID open = ledger.record(town, "house", "registered_on=2024/4/1", "name=見本商店");
        UUID closed = ledger.record(town, "house", "registered_on=2024/4/1", "closed_on=2025/6/1", "name=例の家");
        assertThat(resident.get(records("tally/houses/FY2025")).body()).contains(open.toString()).doesNotContain(closed.toString());
        assertThat(resident.get(records("tally/houses/FY2024")).body()).contains(open.toString(), closed.toString());
        UUID with = ledger.record(town, "patrol", "on=2026/5/1", "kind=day", "participants=2", "team=見本町会");
        UUID without = ledger.record(town, "patrol", "on=2026/5/1", "kind=night", "participants=2");
        assertThat(resident.get(records("tally/teams/FY2026")).body()).contains(with.toString()).doesNotContain(without.toString());
        assertThat(resident.get(records("tally/night_runs/FY2026")).body()).contains(without.toString(), "1件").doesNotContain(with.toString());
    }

    @Test
    void asksAgainBeforeWithdrawingWhatSomebodyChangedMeanwhile() {
        UUID id = UUID.randomUUID();
        send(id, "2026/11/20", "2");
        String edit = records("patrol/" + id + "/edit");
        String withdraw = records("patrol/" + id + "/withdraw");
        hanako.submit(edit, edit, "version", "1", "v_on", "2026/11/20", "v_kind", "day", "v_participants", "3");
        HttpResponse<String> late = hanako.submit(withdraw, withdraw, "version", "1", "reason", "二重の記録");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("見本 hanako", "value=\"二重の記録\"", "name=\"version\" value=\"2\"");
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("1");
        hanako.submit(withdraw, withdraw, "version", "2", "reason", "二重の記録");
        assertThat(hanako.submit(edit, withdraw, "version", "1").statusCode()).isEqualTo(302);
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("0");
    }

    @Test
    void asksWhetherTheSameContentAgainIsAnotherRecord() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        send(first, "2026/11/20", "2");
        HttpResponse<String> asked = send(second, "2026/11/20", "2");
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(asked.body()).contains("すでにあります", records("patrol/" + first), "value=\"" + second + "\"", "value=\"４．５km\"");
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("1");
        assertThat(hanako.submit(records("patrol/new"), records("patrol"), "id", second.toString(), "another", "true", "v_on", "2026/11/20",
                "v_kind", "day", "v_participants", "2", "v_distance", "4.5", "v_driver", "見本 太郎").statusCode()).isEqualTo(302);
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("2");
    }

    @Test
    void offersTheNamesThatWereWrittenBefore() {
        ledger.record(town, "patrol", "on=2026/5/1", "kind=day", "participants=2", "team=見本町会");
        ledger.record(town, "supply", "on=2026/5/1", "group=支給だけの会", "items=3");
        assertThat(hanako.get(records("patrol/new")).body()).contains("<option value=\"見本町会\">", "<option value=\"支給だけの会\">");
        ledger.record(town, "visit", "on=2026/5/1", "person=秘密 花子");
        assertThat(hanako.get(records("visit/new")).body()).doesNotContain("秘密 花子");
    }

    @Test
    void keepsSealedWhatWasSealedWhenItWasWrittenThoughTheFormIsOpenedLater() throws Exception {
        Path pack = TestTowns.copy("opened-" + UUID.randomUUID().toString().substring(0, 8));
        Path form = pack.resolve("forms/visit.yaml");
        Files.writeString(form, Files.readString(form).replace("key: minutes, type: count,", "key: minutes, type: count, visibility: sealed,"));
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        Town opened = towns.byKey(pack.getFileName().toString()).orElseThrow();
        accounts.officer(opened, "hanako", "anzen");
        accounts.officer(opened, "gaku", "gakko");
        UUID id = ledger.record(opened, "visit", "on=2025/5/1", "person=秘密 花子", "minutes=30");
        Files.writeString(form, Files.readString(form).replace(" visibility: sealed,", ""));
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        Visitor officer = Visitor.signedIn(port, opened.key(), "hanako", AccountExamples.PASSWORD);
        Visitor other = Visitor.signedIn(port, opened.key(), "gaku", AccountExamples.PASSWORD);
        String records = "/" + opened.key() + "/records/";
        assertThat(officer.get(records + "tally/visit_minutes/FY2025").statusCode()).isEqualTo(200);
        assertThat(officer.get(records + "visit/new").body()).doesNotContain("sealed", "秘密 花子");
        assertThat(officer.get(records + "visit/" + id).body()).contains("秘密 花子", "30分");
        assertThat(other.get(records + "visit/" + id).body()).doesNotContain("秘密 花子", "30分");
    }

    @Test
    void refusesAnEndBeforeItsBeginning() {
        assertThat(hanako.submit(records("visit/new"), records("visit"), "id", UUID.randomUUID().toString(), "v_on", "2026/5/1",
                "v_planned_on", "2026/5/2", "v_person", "見本 花子").body()).contains("訪問日は予定日と同じ日か、それより後");
    }

    @Test
    void leavesARecordAloneWhosePersonalDataAreErased() {
        UUID id = ledger.record(town, "visit", "on=2020/5/1", "person=秘密 花子", "place=駅前");
        ledger.in(town, () -> retention.erase());
        assertThat(hanako.get(records("visit/" + id)).body()).contains("保存期間が過ぎた", "駅前").doesNotContain("秘密 花子", "/edit");
        assertThat(hanako.get(records("visit/" + id + "/edit")).statusCode()).isEqualTo(403);
        assertThat(hanako.submit(records("patrol/new"), records("visit/" + id + "/withdraw"), "version", "1").statusCode()).isEqualTo(403);
    }

    @Test
    void withdrawsAndRestores() {
        UUID id = UUID.randomUUID();
        send(id, "2026/11/20", "2");
        String withdraw = records("patrol/" + id + "/withdraw");
        hanako.submit(withdraw, withdraw, "version", "1", "reason", "二重");
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("0");
        assertThat(resident.get(records("patrol")).body()).doesNotContain(id.toString());
        String edit = records("patrol/" + id + "/edit");
        hanako.submit(edit, edit, "version", "2", "v_on", "2026/11/20", "v_kind", "day", "v_participants", "2");
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("1");
    }

    @Test
    void findsByTwoCharactersAndOnlyWhatTheReaderMaySee() {
        ledger.record(town, "patrol", "on=2026/5/1", "kind=night", "participants=2", "route=盗難の多い駅前", "driver=秘密太郎");
        ledger.record(town, "patrol", "on=2026/5/2", "kind=day", "participants=2", "route=公園");
        assertThat(resident.get(records("patrol?q=%E7%9B%97%E9%9B%A3")).body()).contains("R8.5.1（").doesNotContain("R8.5.2（");
        assertThat(resident.get(records("patrol?q=%E7%A7%98%E5%AF%86")).body()).doesNotContain("R8.5.1（");
        assertThat(resident.get(records("patrol?f_kind=day")).body()).contains("R8.5.2（").doesNotContain("R8.5.1（");
        assertThat(resident.get(records("patrol?year=FY2025")).body()).doesNotContain("R8.5.1（");
    }

    @Test
    void leadsFromOneFullPageToTheNext() {
        for (int number = 0; number < 60; number++) {
            ledger.record(town, "patrol", "on=2026/5/" + (1 + number % 20), "kind=day", "participants=2");
            ledger.record(town, "patrol", "on=2026/5/" + (1 + number % 20), "kind=night", "participants=2");
        }
        String first = resident.get(records("patrol?f_kind=day")).body();
        String next = first.replaceAll("(?s).*href=\"([^\"]*after=[^\"]*)\".*", "$1").replace("&amp;", "&");
        String second = resident.get(next).body();
        assertThat(first.split("class=\"plain\"><a href=\"[^\"]*/records/patrol/[0-9a-f]{8}-", -1)).hasSize(51);
        assertThat(second.split("class=\"plain\"><a href=\"[^\"]*/records/patrol/[0-9a-f]{8}-", -1)).hasSize(11);
    }

    @Test
    void answersAllThatMustNotBeKnownAsIfItWereNotThere() {
        UUID patrol = ledger.record(town, "patrol", "on=2026/5/1", "kind=day", "participants=2");
        UUID secret = ledger.record(town, "secret", "on=2026/5/1", "story=相談");
        UUID supply = ledger.record(town, "supply", "on=2026/5/1", "group=見本町会", "items=3");
        Town other = TestTowns.fresh(packs, towns);
        accounts.officer(other, "hanako", "anzen");
        Visitor stranger = Visitor.signedIn(port, other.key(), "hanako", AccountExamples.PASSWORD);
        Visitor gaku = Visitor.signedIn(port, town.key(), "gaku", AccountExamples.PASSWORD);
        String nothing = "/" + other.key() + "/records/patrol/" + UUID.randomUUID();
        String missing = hideId(stranger.get(nothing));
        assertThat(hideId(stranger.get("/" + other.key() + "/records/patrol/" + patrol))).isEqualTo(missing);
        assertThat(hideId(stranger.get("/" + other.key() + "/records/secret/" + UUID.randomUUID())))
                .isEqualTo(hideId(stranger.get("/" + other.key() + "/records/secret/" + secret)));
        assertThat(hideId(gaku.get(records("secret/" + secret)))).isEqualTo(hideId(gaku.get(records("secret/" + UUID.randomUUID()))))
                .isEqualTo(hideId(gaku.get(records("no-such-form/" + secret))));
        assertThat(hideId(resident.get(records("supply/" + supply)))).isEqualTo(hideId(resident.get(records("supply/" + UUID.randomUUID()))));
        assertThat(stranger.get(records("supply/" + supply)).statusCode()).isEqualTo(404);
        assertThat(hanako.get(records("secret/" + secret)).body()).contains("相談");
    }

    private static String hideId(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(404);
        return answer.body().replaceAll("<code>[^<]*</code>", "<code>…</code>").replaceAll("/records/[^\"?]*", "/records/…");
    }

    @Test
    void letsOnlyTheDivisionInChargeWrite() {
        Visitor gaku = Visitor.signedIn(port, town.key(), "gaku", AccountExamples.PASSWORD);
        assertThat(gaku.get(records("patrol/new")).statusCode()).isEqualTo(403);
        assertThat(resident.get(records("patrol/new")).statusCode()).isEqualTo(302);
        assertThat(resident.send("POST", records("patrol"), "id", UUID.randomUUID().toString()).statusCode()).isIn(302, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?year=zz", "?after=zz", "?after=2026-13-40_x", "?year=FY99999", "?withdrawn=perhaps", "?q=%00%01", "?f_kind=nothing",
        "?q=%F0%9F%98%80", "?q=%"})
    void neverFailsOverAnAddressSomebodyMadeUp(String query) {
        HttpResponse<String> answer = raw(records("patrol") + query);
        assertThat(answer.statusCode()).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tally/runs/FY0000", "tally/runs/FY9999", "tally/runs/FY2026?after=x", "tally/none/FY2026", "patrol?year=FY0000"})
    void knowsNoYearOutsideOfThreeCenturies(String path) {
        assertThat(resident.get(records(path)).statusCode()).isIn(400, 404);
    }

    @Test
    void namesAMonthNoCalendarHas() {
        HttpResponse<String> answer = hanako.submit(records("sheet/new"), records("sheet"), "id", UUID.randomUUID().toString(),
                "v_month", "0000/01", "v_vehicle", "1号車", "v_runs", "1", "v_before", "1", "v_after", "2");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("月の年を確かめてください");
    }

    private HttpResponse<String> raw(String path) {
        try (var socket = new java.net.Socket("localhost", port)) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            int status = Integer.parseInt(answer.substring(9, 12));
            return new Answer(status, answer);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private record Answer(int statusCode, String body) implements HttpResponse<String> {
        @Override public java.net.http.HttpRequest request() { throw new UnsupportedOperationException(); }
        @Override public java.util.Optional<HttpResponse<String>> previousResponse() { return java.util.Optional.empty(); }
        @Override public java.net.http.HttpHeaders headers() { return java.net.http.HttpHeaders.of(java.util.Map.of(), (a, b) -> true); }
        @Override public java.util.Optional<javax.net.ssl.SSLSession> sslSession() { return java.util.Optional.empty(); }
        @Override public java.net.URI uri() { return java.net.URI.create("/"); }
        @Override public java.net.http.HttpClient.Version version() { return java.net.http.HttpClient.Version.HTTP_1_1; }
    }

    @Test
    void namesTheFieldOfAMalformedSubmission() {
        HttpResponse<String> answer = hanako.submit(records("patrol/new"), records("patrol"), "id", "not-a-uuid");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("「id」");
        assertThat(List.of(400, 413)).contains(hanako.submit(records("patrol/new"), records("patrol"), "id",
                UUID.randomUUID().toString(), "v_route", "あ".repeat(900_000)).statusCode());
    }

    @Test
    void refusesAReasonThatIsTooLongAndKeepsIt() {
        UUID id = ledger.record(town, "patrol", "on=2026/5/1", "kind=day", "participants=2");
        String reason = "理".repeat(501);
        for (String page : List.of(records("patrol/" + id + "/edit"), records("patrol/" + id + "/withdraw"))) {
            HttpResponse<String> answer = hanako.submit(page, page, "version", "1", "reason", reason, "v_on", "2026/5/1", "v_kind", "day", "v_participants", "3");
            assertThat(answer.statusCode()).as(page).isEqualTo(422);
            assertThat(answer.body()).as(page).contains("理由は500文字まで", "いま501文字", "value=\"" + reason + "\"", "href=\"#reason\"").doesNotContain("maxlength");
        }
        assertThat(ledger.flow(town, "participants", 2026)).isEqualByComparingTo("2");
        String edit = records("patrol/" + id + "/edit");
        assertThat(hanako.submit(edit, edit, "version", "1", "reason", "𠮷".repeat(500), "v_on", "2026/5/1", "v_kind", "day", "v_participants", "3").statusCode()).isEqualTo(302);
        assertThat(hanako.get(records("patrol/" + id + "/history")).body()).contains("𠮷".repeat(500));
    }

    @Test
    void saysUnitsInTheLanguageOfThePage() {
        UUID id = ledger.record(town, "patrol", "on=2026/5/1", "kind=day", "participants=1", "distance=4.5", "team=見本町会");
        String english = "/en" + records("");
        assertThat(hanako.get(english + "patrol/new").body()).contains(">people<", ">km<").doesNotContain(">人<");
        assertThat(hanako.get(english + "patrol").body()).contains(" (km)").doesNotContain("（km）");
        assertThat(hanako.get(english + "patrol/" + id).body()).contains(">4.5 km<", ">1 person<");
        assertThat(hanako.get(english + "tally/participants/FY2026").body()).contains(">1 person<");
        HttpResponse<String> typed = hanako.submit(english + "patrol/new", english + "patrol", "id", UUID.randomUUID().toString(), "v_on", "2026/11/20",
                "v_kind", "day", "v_participants", "many", "v_distance", "1000");
        assertThat(typed.body()).contains("12 people", "500 km");
        assertThat(hanako.submit(english + "patrol/new", english + "patrol", "id", UUID.randomUUID().toString(), "v_on", "2026/11/20",
                "v_kind", "day", "v_participants", "2 people", "v_distance", "3 km").statusCode()).isEqualTo(302);
    }

    @Test
    void opensARecordByItsDay() {
        UUID id = ledger.record(town, "patrol", "on=2026/5/1", "kind=day", "participants=2", "distance=4.5");
        String link = "<a href=\"" + records("patrol/" + id) + "\">R8.5.1（2026年）</a>";
        assertThat(resident.get(records("patrol")).body()).contains(link);
        assertThat(resident.get(records("tally/runs/FY2026")).body()).contains(link);
    }

    @Test
    void namesBothSidesOfAConflictWhereTheyStandBelowEachOther() {
        UUID id = UUID.randomUUID();
        send(id, "2026/11/20", "2");
        assertThat(send(id, "2026/11/20", "7").body()).contains("class=\"stack\"", "data-label=\"いま記録されている内容\"", "data-label=\"あなたが送った内容\"");
    }

    @Test
    void asksBeforeASheetAndSingleRunsOfOneMonthAreBothCounted() {
        UUID run = ledger.record(town, "patrol", "on=2026/5/31", "kind=day", "participants=2", "team=ＣｏＣｏ 1号車");
        ledger.record(town, "patrol", "on=2026/6/1", "kind=day", "participants=2", "team=CoCo1号車");
        String[] sheet = {"id", UUID.randomUUID().toString(), "v_month", "2026/5", "v_vehicle", "CoCo1号車", "v_runs", "3", "v_before", "10", "v_after", "20"};
        HttpResponse<String> asked = hanako.submit(records("sheet/new"), records("sheet"), sheet);
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(asked.body()).contains("二重に数えます", "それでも記録する", "R8.5.31", "value=\"CoCo1号車\"").containsOnlyOnce(records("patrol/" + run));
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("2");
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(sheet), java.util.stream.Stream.of("another", "true")).toArray(String[]::new);
        assertThat(hanako.submit(records("sheet/new"), records("sheet"), all).statusCode()).isEqualTo(302);
        assertThat(ledger.flow(town, "runs", 2026)).isEqualByComparingTo("5");
        HttpResponse<String> reverse = hanako.submit(records("patrol/new"), records("patrol"), "id", UUID.randomUUID().toString(), "v_on", "2026/5/2",
                "v_kind", "day", "v_participants", "2", "v_team", "CoCo1号車");
        assertThat(reverse.statusCode()).isEqualTo(409);
        assertThat(reverse.body()).contains("それでも記録する", records("sheet/" + sheet[1]));
        assertThat(hanako.submit(records("patrol/new"), records("patrol"), "id", UUID.randomUUID().toString(), "v_on", "2026/5/2",
                "v_kind", "day", "v_participants", "2", "v_team", "CoCo2号車").statusCode()).isEqualTo(302);
    }

    @Test
    void saysOfAWithdrawnRecordThatItWasWithdrawn() {
        UUID id = ledger.record(town, "patrol", "on=2026/5/1", "kind=day", "participants=2");
        ledger.withdraw(town, id, 1, "patrol");
        assertThat(resident.get(records("patrol/" + id)).body()).contains("職員が取り消しました").doesNotContain("訂正しました", "が記録<");
    }

    @Test
    void offersNamesInTheOrderOfTheirNumbers() {
        for (String team : List.of("CoCo10号車", "CoCo2号車", "CoCo1号車")) {
            ledger.record(town, "patrol", "on=2026/5/1", "kind=day", "participants=2", "team=" + team);
        }
        ledger.record(town, "supply", "on=2026/5/1", "group=CoCo3号車", "items=3");
        assertThat(hanako.get(records("patrol/new")).body().replaceAll("(?s)</option>\\s*", "</option>"))
                .containsSubsequence("value=\"CoCo1号車\"", "value=\"CoCo2号車\"", "value=\"CoCo3号車\"", "value=\"CoCo10号車\"");
    }

    @Test
    void refusesToSearchByMoreThanItReads() {
        assertThat(resident.get(records("patrol?q=" + "a".repeat(201))).body()).contains("0–200 文字");
        assertThat(resident.get(records("patrol?q=" + "a".repeat(201))).statusCode()).isEqualTo(400);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void refusesMoreThanAFormMayHoldWithoutAWallOfText(CapturedOutput output) {
        HttpResponse<String> refused = hanako.submit(records("patrol/new"), records("patrol"), "id", UUID.randomUUID().toString(), "v_route", "あ".repeat(300_000));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("送られた内容が大きすぎます");
        assertThat(output.getAll()).doesNotContain("\tat ");
    }
}
