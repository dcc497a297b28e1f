package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.post.Post;
import jp.machimori.town.Dimension;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** 見本町の照会。安全課 asks itself and 学校課 about two measures of a small plan. */
@MachimoriTest
@Import(TestClock.class)
class InquiryPagesTests {

    private static final String PLAN = """
            plans:
              - key: anzen-plan
                label: 見本町安全計画
                period: FY2024..FY2028
                nodes:
                  - key: walk
                    label: 見回り
                    about: 町を見回ります。
                    divisions: [anzen]
                    programmes:
                      - {key: walks, path: "1", label: 見回り, divisions: [anzen], home: {kind: answer}}
                  - key: school
                    label: 学校の安全
                    divisions: [gakko, anzen]
                    programmes:
                      - {key: checks, path: "2", label: 点検, divisions: [gakko, anzen], home: {kind: answer}}
            """;
    private static final String ASKS = """
            asks:
              - node: walk
                division: anzen
                slots:
                  - {series: walks, label: 回数, unit: 回}
                  - {series: walkers, label: 参加者, unit: 人}
                text: |
                  ・見回り 〔回数〕
                  ・参加者 〔参加者〕
              - node: school
                division: gakko
                slots: [{series: checks, label: 点検した学校, unit: 校}]
              - node: school
                division: anzen
                slots: [{series: checks, label: 点検に立ち会った学校, unit: 校}]
            """;
    private static final String FIGURES = """
            key,nature,label,label_en,dimension,period,value,unit,form,sources,note
            walks,actual,見回り,,,FY2021,98,回,exact,atlas:1,
            walks,actual,見回り,,,FY2022,91,回,exact,atlas:1,
            walks,actual,見回り,,,FY2023,70,回,exact,atlas:1,
            walks,actual,見回り,,,FY2024,50,回,exact,atlas:1,
            walks,planned,見回り,,,FY2025,60,回,exact,atlas:1,
            walkers,actual,参加者,,,FY2024,100,人,exact,atlas:1,
            """;

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired InquiryExamples inquiries;
    @Autowired AccountExamples accounts;
    @Autowired Figures figures;
    @Autowired Post post;
    @LocalServerPort int port;
    Town town;
    Visitor hanako;
    UUID inquiry;

    @BeforeEach
    void anOpenInquiry() throws IOException {
        Path pack = TestTowns.copy("mihon-asks-" + UUID.randomUUID().toString().substring(0, 8));
        Files.writeString(pack.resolve("town.yaml"), Files.readString(pack.resolve("town.yaml")) + "documents: [{key: atlas, title: 見本町の冊子}]\n");
        Files.writeString(pack.resolve("plan.yaml"), PLAN);
        Files.writeString(pack.resolve("inquiry.yaml"), ASKS);
        Files.writeString(pack.resolve("figures.csv"), FIGURES);
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        town = towns.byKey(pack.getFileName().toString()).orElseThrow();
        accounts.officer(town, "hanako", "anzen");
        accounts.officer(town, "gaku", "gakko");
        hanako = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
        inquiry = inquiries.open(hanako, town, "anzen-plan", "FY2025", "anzen");
    }

    private InquiryExamples.Colleague from(String division) {
        return inquiries.new Colleague(port, hanako, town, inquiry, division);
    }

    private Question walk() {
        return inquiries.question(town, inquiry, "walk", "anzen");
    }

    private static List<String> walked(Question walk, String runs, String walkers) {
        return walked(walk, "・見回り 〔回数〕\n・参加者 〔参加者〕", Map.of("回数", runs, "参加者", walkers));
    }

    private static List<String> walked(Question walk, String text, Map<String, String> numbers) {
        List<String> fields = new ArrayList<>(InquiryExamples.about(walk));
        fields.addAll(InquiryExamples.half(walk, Half.RESULT, Outcome.TOLD, text, numbers));
        fields.addAll(InquiryExamples.half(walk, Half.PLAN, Outcome.NONE, "", Map.of()));
        return fields;
    }

    private Answer answer(String node, String division) {
        Question question = inquiries.question(town, inquiry, node, division);
        return inquiries.in(town, () -> inquiries.answers.newest(List.of(question))).get(question.id());
    }

    private String said(String node, String division) {
        return AnswerText.plain(answer(node, division).result(), inquiries.question(town, inquiry, node, division).slots(Half.RESULT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"６２回 | 62回", "1,062 | 1,062回", "約60 | 約60回", "60程度 | 約60回", "なし | なし", "該当なし | 該当なし"})
    void takesWhatIsCertainHoweverItIsTyped(String typed, String kept) {
        assertThat(from("anzen").send(walked(walk(), typed, "100人")).statusCode()).isEqualTo(302);
        assertThat(said("walk", "anzen")).isEqualTo("・見回り " + kept + "\n・参加者 100人");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"たくさん | 回数は、数として読めません", "62件 | 回数の単位が「件」になっています。「回」の数を書いてください", "6,2 | 回数は、数として読めません", "6.500回 | 回数の「6.500」は、6,500なのか小数なのか分かりません", "'' | 回数の数がありません"})
    void saysAtTheBoxWhatIsNotCertainAndKeepsWhatWasTyped(String typed, String sentence) {
        HttpResponse<String> answer = from("anzen").send(walked(walk(), typed, "77"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains(sentence, "エラー：", "value=\"" + typed + "\"", "value=\"77\"", "href=\"#result-0-n-0\"");
        assertThat(inquiries.question(town, inquiry, "walk", "anzen").version()).isZero();
    }

    @Test
    void takesANumberThatStandsInTheText() {
        from("anzen").send(walked(walk(), "・回数 ６２回でした\n・参加者 〔参加者〕", Map.of("参加者", "100")));
        assertThat(answer("walk", "anzen").result().numbers().get("回数").text()).isEqualTo("62");
        assertThat(said("walk", "anzen")).isEqualTo("・回数 62回でした\n・参加者 100人");
        HttpResponse<String> two = from("anzen").send(walked(walk(), "・回数 ６２回でした\n・参加者 〔参加者〕", Map.of("参加者", "100", "回数", "61")));
        assertThat(two.statusCode()).isEqualTo(422);
        assertThat(two.body()).contains("回数は、文では「６２回」、欄では「61」です");
    }

    @Test
    void leavesANumberOfAnotherYearInTheText() {
        from("anzen").send(walked(walk(), "・昨年の回数 ５０回から増えた", Map.of()));
        assertThat(answer("walk", "anzen").result().numbers()).isEmpty();
        assertThat(said("walk", "anzen")).isEqualTo("・昨年の回数 ５０回から増えた");
    }

    @Test
    void tellsApartNoneNotApplicableANumberAndNotYet() {
        Question school = inquiries.question(town, inquiry, "school", "gakko");
        for (Outcome outcome : List.of(Outcome.NONE, Outcome.NOT_APPLICABLE)) {
            Question now = inquiries.question(town, inquiry, "school", "gakko");
            List<String> fields = new ArrayList<>(InquiryExamples.about(now));
            fields.addAll(InquiryExamples.half(now, Half.RESULT, outcome, "", Map.of()));
            fields.addAll(InquiryExamples.half(now, Half.PLAN, Outcome.NOT_YET, "", Map.of()));
            from("gakko").send(fields);
            assertThat(answer("school", "gakko").result().outcome()).isEqualTo(outcome);
            assertThat(inquiries.question(town, inquiry, "school", "gakko").stand()).isEqualTo(Question.Stand.WAITING);
        }
        assertThat(school.version()).isZero();
    }

    @Test
    void anUntouchedPageIsNoAnswer() {
        List<String> fields = new ArrayList<>(InquiryExamples.about(walk()));
        fields.addAll(InquiryExamples.half(walk(), Half.RESULT, Outcome.NOT_YET, walk().draft(), Map.of("回数", "60")));
        fields.addAll(InquiryExamples.half(walk(), Half.PLAN, Outcome.NOT_YET, walk().draftPlan(), Map.of("回数", "60")));
        assertThat(from("anzen").send(fields).statusCode()).isEqualTo(302);
        assertThat(walk().version()).isZero();
        fields.set(fields.indexOf("60"), "61");
        from("anzen").send(fields);
        assertThat(walk().version()).as("a number that somebody typed is kept, though it is not said yet").isEqualTo(1);
        inquiries.act(hanako, town, inquiry, "close");
        assertThat(figure("walks")).as("what is not said yet is no figure").isEmpty();
    }

    @Test
    void keepsTheSameAnswerSentTwiceOnce() {
        List<String> fields = walked(walk(), "62", "100");
        from("anzen").send(fields);
        assertThat(from("anzen").send(fields).statusCode()).isEqualTo(302);
        assertThat(walk().version()).isEqualTo(1);
    }

    @Test
    void showsTheSecondBrowserWhatTheFirstOneAnswered() {
        Question shown = walk();
        from("anzen").send(walked(shown, "62", "100"));
        HttpResponse<String> second = from("anzen").send(walked(shown, "63", "100"));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("見本 一さんが回答しました", "・見回り 62回", "value=\"63\"");
        assertThat(said("walk", "anzen")).contains("62回");
        assertThat(from("anzen").send(walked(walk(), "63", "100")).statusCode()).isEqualTo(302);
        assertThat(said("walk", "anzen")).contains("63回");
    }

    @Test
    void keepsWhatComesAfterTheClosingAsLateUntilTheOfficerCountsItWithAReason() {
        from("anzen").send(walked(walk(), "62", "100"));
        inquiries.act(hanako, town, inquiry, "close");
        assertThat(figure("walks").getLast().value().text()).isEqualTo("62");
        assertThat(chosen("", "late")).isEmpty();
        HttpResponse<String> late = from("anzen").send(walked(walk(), "65", "100"));
        assertThat(late.headers().firstValue("Location").orElseThrow()).contains("done=late");
        assertThat(figure("walks").getLast().value().text()).isEqualTo("62");
        String page = "/" + town.key() + "/office/inquiries/" + inquiry;
        assertThat(hanako.get(page + "/review?show=late").body()).contains("遅れて届いた回答");
        assertThat(chosen("", "late")).containsExactly("walk/anzen");
        assertThat(hanako.get(page).body()).contains("締め切ったあとに届いた回答が1件あり");
        assertThat(hanako.get("/" + town.key() + "/office/inquiries").body()).contains("締め切ったあとに届いた回答が1件あり");
        assertThat(from("anzen").visitor.get(from("anzen").path + "?done=kept").body()).doesNotContain("締め切るまでは");
        String question = page + "/questions/" + walk().id();
        assertThat(hanako.submit(question, question + "/count", "version", "2", "reason", "").statusCode()).isEqualTo(422);
        assertThat(hanako.submit(question, question + "/count", "version", "2", "reason", "数え違い").statusCode()).isEqualTo(302);
        assertThat(figure("walks").getLast().value().text()).isEqualTo("65");
        assertThat(figure("walks").getLast().version()).isEqualTo(2);
        assertThat(hanako.get(page).body()).doesNotContain("締め切ったあとに届いた");
        assertThat(hanako.get(question).body()).contains("数え違い", "62回", "65回", "この回答を訂正する");
        assertThat(figure("walks").getLast().note()).isEqualTo("訂正：数え違い");
        assertThat(new Visitor(port).get("/" + town.key() + "/results/FY2025/walk").body()).contains("※ 締切りのあとに訂正しました。理由：数え違い");
        assertThat(new Visitor(port).get("/" + town.key() + figure("walks").getLast().path()).body()).contains("訂正：数え違い", "に照会の回答から");
        assertThat(new Visitor(port).get("/api/v1/towns/" + town.key() + "/figures?key=walks").body())
                .contains("\"reported\":\"/" + town.key() + "/results/FY2025/walk\"", "\"note\":\"訂正：数え違い\"");
    }

    /** Paper is typed in the division's name; whoever corrects after the closing does it in their own. */
    @Test
    void aCorrectionIsInTheNameOfWhoeverMakesIt() {
        Question school = inquiries.question(town, inquiry, "school", "gakko");
        List<String> fields = new ArrayList<>(InquiryExamples.about(school));
        fields.addAll(InquiryExamples.half(school, Half.RESULT, Outcome.NONE, "", Map.of()));
        fields.addAll(InquiryExamples.half(school, Half.PLAN, Outcome.NONE, "", Map.of()));
        from("gakko").send(fields);
        String page = "/" + town.key() + "/office/inquiries/" + inquiry + "/answers/gakko";
        assertThat(hanako.get(page).body()).contains("value=\"見本 一\"").doesNotContain("value=\"見本 hanako\"");
        inquiries.act(hanako, town, inquiry, "close");
        assertThat(hanako.get(page).body()).contains("value=\"見本 hanako\"").doesNotContain("value=\"見本 一\"");
        assertThat(Visitor.signedIn(port, town.key(), "gaku", AccountExamples.PASSWORD).get(page).body()).as("of this division").contains("value=\"見本 一\"");
    }

    @Test
    void anAnswerThatCameAfterTheClosingIsNoCorrection() {
        inquiries.act(hanako, town, inquiry, "close");
        Question school = inquiries.question(town, inquiry, "school", "gakko");
        List<String> fields = new ArrayList<>(InquiryExamples.about(school));
        fields.addAll(InquiryExamples.half(school, Half.RESULT, Outcome.TOLD, "・点検を続けました", Map.of()));
        fields.addAll(InquiryExamples.half(school, Half.PLAN, Outcome.NONE, "", Map.of()));
        from("gakko").send(fields);
        String question = "/" + town.key() + "/office/inquiries/" + inquiry + "/questions/" + school.id();
        hanako.submit(question, question + "/count", "version", "1", "reason", "担当者が休んでいたため");
        assertThat(new Visitor(port).get("/" + town.key() + "/results/FY2025/school").body()).contains("・点検を続けました", "※ 締切りのあとに届いた回答です。採り入れた理由：担当者が休んでいたため")
                .doesNotContain("訂正しました");
    }

    /** A reason is published with its number: nobody may have to leave one there that no longer holds. */
    @Test
    void theReasonOfANumberIsSeenAndCanBeTakenAway() {
        List<String> reasoned = new ArrayList<>(walked(walk(), "62", "100"));
        String why = "result-" + walk().ord() + "-why-0";
        reasoned.addAll(List.of(why, "紙の日誌の2回を足した"));
        from("anzen").send(reasoned);
        assertThat(from("anzen").page()).contains("この数に付けた理由", "name=\"" + why + "\"", "value=\"紙の日誌の2回を足した\"").doesNotContain("type=\"hidden\" name=\"" + why);
        List<String> without = new ArrayList<>(walked(walk(), "62", "100"));
        without.addAll(List.of(why, ""));
        from("anzen").send(without);
        assertThat(from("anzen").page()).doesNotContain("紙の日誌");
    }

    @Test
    void aCorrectionThatTakesANumberAwayTakesItsFigureAway() {
        from("anzen").send(walked(walk(), "62", "100"));
        inquiries.act(hanako, town, inquiry, "close");
        assertThat(figure("walkers")).hasSize(1);
        from("anzen").send(walked(walk(), "・見回り 〔回数〕", Map.of("回数", "62")));
        String question = "/" + town.key() + "/office/inquiries/" + inquiry + "/questions/" + walk().id();
        hanako.submit(question, question + "/count", "version", "2", "reason", "参加者は数えていなかった");
        assertThat(figure("walkers")).isEmpty();
        assertThat(figure("walks")).hasSize(1);
        hanako.submit(question, question + "/count", "version", "1", "reason", "数えていた");
        assertThat(figure("walkers")).hasSize(1);
    }

    /** What an officer looks at in an inquiry that is too large to be looked at as a whole. */
    private List<String> chosen(String division, String stand) {
        Questions.Choice choice = new Questions.Choice(division, stand);
        List<String> chosen = inquiries.in(town, () -> inquiries.questions.chosen(inquiry, choice, 0, 10)).stream().map(one -> one.node() + "/" + one.asked()).toList();
        assertThat(inquiries.in(town, () -> inquiries.questions.count(inquiry, choice))).isEqualTo(chosen.size());
        return chosen;
    }

    @Test
    void looksAtTheQuestionsOfOneDivisionOrOfOneStand() {
        from("anzen").send(walked(walk(), "62", "100"));
        assertThat(chosen("", "")).containsExactlyInAnyOrder("walk/anzen", "school/gakko", "school/anzen");
        assertThat(chosen("anzen", "")).containsExactly("walk/anzen", "school/anzen");
        assertThat(chosen("", "answered")).containsExactly("walk/anzen");
        assertThat(chosen("anzen", "waiting")).containsExactly("school/anzen");
        assertThat(hanako.get("/" + town.key() + "/office/inquiries/" + inquiry).body()).as("one of two answered, by a link that was opened").contains("途中まで").doesNotContain("開封済み");
        assertThat(chosen("", "late")).as("nothing is late before it is closed").isEmpty();
    }

    private List<Figure> figure(String series) {
        return inquiries.in(town, () -> figures.of(List.of(new Line(series, Dimension.NONE)))).values().stream().flatMap(List::stream)
                .filter(figure -> figure.reported() != null).toList();
    }

    @Test
    void losesNoAnswerThatArrivesWhileItIsBeingClosed() throws Exception {
        List<Callable<Integer>> acts = new ArrayList<>();
        InquiryExamples.Colleague anzen = from("anzen");
        InquiryExamples.Colleague gakko = from("gakko");
        Question school = inquiries.question(town, inquiry, "school", "gakko");
        List<String> checked = new ArrayList<>(InquiryExamples.about(school));
        checked.addAll(InquiryExamples.half(school, Half.RESULT, Outcome.TOLD, school.draft(), Map.of("点検した学校", "9")));
        checked.addAll(InquiryExamples.half(school, Half.PLAN, Outcome.NONE, "", Map.of()));
        acts.add(() -> anzen.send(walked(walk(), "62", "100")).statusCode());
        acts.add(() -> inquiries.act(hanako, town, inquiry, "close").statusCode());
        acts.add(() -> gakko.send(checked).statusCode());
        try (ExecutorService hands = Executors.newFixedThreadPool(3)) {
            for (Future<Integer> done : hands.invokeAll(acts)) {
                assertThat(done.get()).isEqualTo(302);
            }
        }
        for (Question question : inquiries.questions(town, inquiry)) {
            List<Answer> versions = inquiries.in(town, () -> inquiries.answers.versions(question.id()));
            if (question.node().equals("walk") || question.asked().equals("gakko")) {
                assertThat(versions).as(question.node()).hasSize(1);
                assertThat(question.counted() == null).as("counts unless it is late").isEqualTo(versions.getFirst().late());
            }
        }
    }

    /** Everything that changes an answer takes its locks in one order; a dead lock would be an error of the server. */
    @Test
    void manyHandsNeverWaitForEachOther() throws Exception {
        inquiries.mailbox(town, "gakko");
        inquiries.mailbox(town, "anzen");
        Question school = inquiries.question(town, inquiry, "school", "anzen");
        List<String> backwards = new ArrayList<>(walked(school, "・立ち会いました", Map.of()));
        backwards.addAll(walked(walk(), "62", "100"));
        List<String> forwards = new ArrayList<>(walked(walk(), "61", "100"));
        forwards.addAll(walked(school, "・点検しました", Map.of()));
        InquiryExamples.Colleague third = from("anzen");
        byte[] book = Sheets.changed(third.visitor.download(third.path + "/answers.xlsx").body(), sheet -> {
            Sheets.name(sheet, "見本 三");
            Sheets.answer(sheet, school, "実績", "回答の別").setCellValue("なし");
            Sheets.answer(sheet, school, "予定", "回答の別").setCellValue("なし");
        });
        String page = "/" + town.key() + "/office/inquiries/" + inquiry;
        Visitor colleague = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
        InquiryExamples.Colleague first = from("anzen");
        InquiryExamples.Colleague second = from("anzen");
        InquiryExamples.Colleague gakko = from("gakko");
        List<Callable<HttpResponse<String>>> hands = List.of(
                () -> first.send(forwards), () -> second.send(backwards), () -> second.post("/keep", backwards),
                () -> third.visitor.upload(third.path + "/workbook", "file", "回答.xlsx", book, "key", third.key()),
                () -> first.post("/hand-on", List.of("hand", school.id().toString(), "to", "gakko")),
                () -> gakko.post("/hand-on", List.of("hand", school.id().toString(), "to", "anzen")),
                () -> colleague.submit(page + "/review", page + "/accept", "seen", school.ord() + "-1-answered," + walk().ord() + "-1-answered"),
                () -> hanako.submit(page + "/review", page + "/return", "seen", walk().ord() + "-1-answered", "remark", "人数も"));
        List<Callable<HttpResponse<String>>> acts = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            acts.addAll(hands);
        }
        try (ExecutorService many = Executors.newFixedThreadPool(hands.size())) {
            for (Future<HttpResponse<String>> done : many.invokeAll(acts)) {
                assertThat(done.get().statusCode()).as(done.get().body()).isIn(200, 302, 409, 422);
            }
        }
    }

    @Test
    void pointsOutWhatStandsOut() {
        from("anzen").send(walked(walk(), "・見回りは年々増加 〔回数〕\n・参加者 〔参加者〕", Map.of("回数", "85", "参加者", "100")));
        for (String division : List.of("gakko", "anzen")) {
            Question school = inquiries.question(town, inquiry, "school", division);
            List<String> fields = new ArrayList<>(InquiryExamples.about(school));
            fields.addAll(InquiryExamples.half(school, Half.RESULT, Outcome.TOLD, school.draft(), Map.of(school.slots().getFirst().label(), division.equals("gakko") ? "9" : "8")));
            fields.addAll(InquiryExamples.half(school, Half.PLAN, Outcome.NONE, "", Map.of()));
            assertThat(from(division).send(fields).statusCode()).isEqualTo(302);
        }
        String review = hanako.get("/" + town.key() + "/office/inquiries/" + inquiry + "/review").body();
        assertThat(review).contains("回数が 50回 から 85回 に 70% 増えました", "文に「年々増加」とありますが、回数は R3年度 98回、R4年度 91回、R5年度 70回、R6年度 50回、R7年度 85回 です",
                "学校課では 9校 と答えています。こちらは 8校 です", "安全課では 8校 と答えています。こちらは 9校 です");
        assertThat(hanako.get("/" + town.key() + "/office/inquiries/" + inquiry + "/review?division=gakko&show=findings").body())
                .contains("安全課では 8校 と答えています。こちらは 9校 です").doesNotContain("年々増加");
    }

    @Test
    void offersThePlanAndLastYearBesideTheBox() {
        assertThat(from("anzen").page()).contains("予定 60回", "前年度 50回", "前年度 100人");
    }

    @Test
    void sendsBackWithAReasonAndAcceptsTheRest() {
        from("anzen").send(walked(walk(), "55", "100"));
        String page = "/" + town.key() + "/office/inquiries/" + inquiry;
        hanako.submit(page + "/review", page + "/return", "seen", walk().ord() + "-1-answered", "remark", "参加者を確かめてください");
        assertThat(walk().stand()).isEqualTo(Question.Stand.RETURNED);
        assertThat(from("anzen").page()).contains("参加者を確かめてください");
        from("anzen").send(walked(walk(), "55", "101"));
        hanako.submit(page + "/review", page + "/accept", "seen", walk().ord() + "-2-answered");
        assertThat(walk().stand()).isEqualTo(Question.Stand.ACCEPTED);
    }

    @Test
    void handsAQuestionOnToTheDivisionThatKnows() {
        InquiryExamples.Colleague anzen = from("anzen");
        inquiries.mailbox(town, "gakko");
        HttpResponse<String> handed = anzen.post("/hand-on", List.of("hand", walk().id().toString(), "to", "gakko"));
        assertThat(handed.statusCode()).isEqualTo(302);
        assertThat(from("gakko").page()).contains("見回り");
        assertThat(anzen.page()).doesNotContain("<span lang=\"ja\">見回り</span>");
    }

    @Test
    void asksForTheApprovalOfTheHead() {
        String page = "/" + town.key() + "/office/inquiries/" + inquiry;
        hanako.submit(page, page + "/change", "title", "", "deadline", "R9.1.22", "share", "30", "approval", "true");
        InquiryExamples.Colleague gakko = from("gakko");
        HttpResponse<String> early = gakko.post("/approve", List.of("approver", "見本 課長"));
        assertThat(early.statusCode()).isEqualTo(422);
        assertThat(early.body()).contains("まだ回答のない問いが1問あります");
        Question school = inquiries.question(town, inquiry, "school", "gakko");
        List<String> fields = new ArrayList<>(InquiryExamples.about(school));
        fields.addAll(InquiryExamples.half(school, Half.RESULT, Outcome.NONE, "", Map.of()));
        fields.addAll(InquiryExamples.half(school, Half.PLAN, Outcome.NONE, "", Map.of()));
        gakko.send(fields);
        assertThat(gakko.post("/approve", List.of("approver", "見本 課長")).headers().firstValue("Location").orElseThrow()).contains("done=approved");
        assertThat(gakko.page()).contains("見本 課長が、2026/11/22 12:00に承認しました");
    }

    @Test
    void mailsALinkToEachMailboxAndRemindsWhoHasNotAnswered() {
        inquiries.mailbox(town, "gakko");
        inquiries.act(hanako, town, inquiry, "remind");
        assertThat(inquiries.in(town, () -> post.of("inquiry/" + inquiry))).hasSize(1).first()
                .satisfies(mail -> assertThat(mail.about()).endsWith("/gakko"));
    }

    @Test
    void opensToNobodyElse() {
        InquiryExamples.Colleague gakko = from("gakko");
        Visitor stranger = new Visitor(port);
        assertThat(stranger.get("/" + town.key() + "/answers").body()).contains("メールのリンクをもう一度開いてください");
        assertThat(stranger.get("/" + town.key() + "/answers/link/" + "x".repeat(43)).body()).contains("回答のページを開けません");
        assertThat(stranger.get(gakko.path).statusCode()).isEqualTo(404);
        assertThat(gakko.visitor.send("POST", gakko.path, "key", "wrong", "section", "係", "person", "人").statusCode()).isEqualTo(404);
        assertThat(gakko.send(walked(walk(), "1", "1")).body()).as("a question of another division").contains("いまは安全課の問いです").doesNotContain("予定 60回");
        assertThat(walk().version()).isZero();
        inquiries.act(hanako, town, inquiry, "stop", "division", "gakko");
        assertThat(gakko.visitor.get(gakko.path).statusCode()).isEqualTo(404);
        Visitor gaku = Visitor.signedIn(port, town.key(), "gaku", AccountExamples.PASSWORD);
        assertThat(gaku.get("/" + town.key() + "/office/inquiries/" + inquiry).statusCode()).isEqualTo(403);
        assertThat(gaku.get("/" + town.key() + "/office/inquiries/" + inquiry + "/answers/gakko").statusCode()).isEqualTo(200);
        assertThat(gaku.get("/" + town.key() + "/office/inquiries/" + inquiry + "/answers/anzen").statusCode()).isEqualTo(403);
    }

    @Test
    void namesNobodyInPublic() {
        from("anzen").send(walked(walk(), "62", "100"));
        inquiries.act(hanako, town, inquiry, "close");
        for (String path : List.of("/results", "/results/FY2025", "/results/FY2025/walk", "/results/measure/walk", figure("walks").getLast().path())) {
            HttpResponse<String> page = new Visitor(port).get("/" + town.key() + path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).doesNotContain("見本 一", "見本 課長", "見本係", "1234");
        }
        assertThat(new Visitor(port).get("/" + town.key() + "/results/FY2025/walk").body()).contains("62回", figure("walks").getLast().path());
        assertThat(new Visitor(port).get("/" + town.key() + figure("walks").getLast().path()).body()).contains("/results/FY2025/walk");
    }

    @Test
    void needsWhoAnswers() {
        InquiryExamples.Colleague anzen = from("anzen");
        List<String> fields = new ArrayList<>(List.of("key", anzen.key(), "section", "", "person", ""));
        fields.addAll(walked(walk(), "62", "100"));
        HttpResponse<String> answer = anzen.visitor.send("POST", anzen.path, fields.toArray(String[]::new));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("所属を書いてください", "氏名を書いてください", "value=\"62\"");
    }

    @Test
    void refusesASecondInquiryOfOneYear() {
        HttpResponse<String> again = hanako.submit("/" + town.key() + "/office/inquiries", "/" + town.key() + "/office/inquiries", "plan", "anzen-plan", "year", "FY2025",
                "division", "anzen", "deadline", "R9.1.22");
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("その年度の照会はもうあります");
    }
}
