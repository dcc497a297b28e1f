package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.machimori.Visitor;
import org.junit.jupiter.api.Test;

/** 回答の確認。Nobody accepts or sends back what they did not see. */
class ReviewTests extends AskedTown {

    private String seen(String node) {
        Question question = question(node);
        return question.ord() + "-" + question.version() + "-" + question.stand().key();
    }

    private HttpResponse<String> accept(Visitor officer, String... fields) {
        return officer.submit(page() + "/review", page() + "/accept", fields);
    }

    private HttpResponse<String> sendBack(Visitor officer, String seen, String remark) {
        return officer.submit(page() + "/review", page() + "/return", "seen", seen, "remark", remark);
    }

    @Test
    void acceptsOnlyTheAnswerThatWasSeen() {
        answers("school", "9");
        String seen = seen("school");
        assertThat(hanako.get(page() + "/review?show=all").body()).contains("value=\"" + seen + "\"");
        answers("school", "10");
        HttpResponse<String> stale = accept(hanako, "seen", seen);
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("新しい回答が届きました", "・点検した学校 10校", "value=\"" + seen("school") + "\"").doesNotContain("見回り</a>");
        assertThat(question("school").stand()).isEqualTo(Question.Stand.ANSWERED);
        assertThat(accept(hanako, "seen", seen("school")).statusCode()).isEqualTo(302);
        assertThat(question("school").stand()).isEqualTo(Question.Stand.ACCEPTED);
        answers("school", "11");
        assertThat(question("school").stand()).as("what is new is not accepted").isEqualTo(Question.Stand.ANSWERED);
    }

    @Test
    void sendsBackOnlyTheAnswerThatWasSeenAndLosesNoReason() {
        answers("school", "9");
        String seen = seen("school");
        answers("school", "10");
        HttpResponse<String> stale = sendBack(hanako, seen, "十校ではありませんか");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("新しい回答が届きました", "・点検した学校 10校", ">十校ではありませんか</textarea>");
        assertThat(question("school").stand()).isEqualTo(Question.Stand.ANSWERED);
    }

    @Test
    void asksForTheReasonAtItsBox() {
        answers("school", "9");
        for (String remark : List.of("", "長".repeat(1001))) {
            HttpResponse<String> missing = sendBack(hanako, seen("school"), remark);
            assertThat(missing.statusCode()).isEqualTo(422);
            assertThat(missing.body()).contains("差し戻す理由を、1000字以内で書いてください", ">" + remark + "</textarea>");
        }
        assertThat(question("school").stand()).isEqualTo(Question.Stand.ANSWERED);
    }

    @Test
    void tellsTheSecondOfTwoOfficersWhatTheFirstOneDid() {
        answers("school", "9");
        String seen = seen("school");
        Visitor jiro = signedIn("jiro");
        assertThat(accept(jiro, "seen", seen).statusCode()).isEqualTo(302);
        assertThat(accept(hanako, "seen", seen).statusCode()).as("the same by two").isEqualTo(302);
        assertThat(sendBack(hanako, seen, "確かめてください").body()).contains("ほかの職員が確認済みにしました");
        assertThat(sendBack(jiro, seen("school"), "単位を確かめてください").statusCode()).isEqualTo(302);
        assertThat(accept(hanako, "seen", seen).body()).contains("ほかの職員が差し戻しました", "単位を確かめてください");
        assertThat(sendBack(hanako, seen, "別の理由").statusCode()).as("nobody's reason is written over").isEqualTo(409);
        assertThat(question("school").remark()).isEqualTo("単位を確かめてください");
    }

    @Test
    void letsOneOfTwoOfficersWinWhoPressAtOnce() throws Exception {
        answers("school", "9");
        String seen = seen("school");
        Visitor jiro = signedIn("jiro");
        List<Callable<Integer>> acts = List.of(() -> accept(hanako, "seen", seen).statusCode(), () -> sendBack(jiro, seen, "確かめてください").statusCode());
        try (ExecutorService hands = Executors.newFixedThreadPool(2)) {
            List<Integer> statuses = hands.invokeAll(acts).stream().map(Future::resultNow).sorted().toList();
            assertThat(statuses).containsExactly(302, 409);
        }
    }

    @Test
    void acceptsTogetherWhatIsUnremarkableAndUnchanged() {
        answers("walk", "85");
        answers("school", "9");
        answers("road", "3");
        String review = hanako.get(page() + "/review").body();
        assertThat(review).contains("気づきのある1問を見る", "気づきのない2問をまとめて確認済みにする", "回数が 50回 から 85回 に 70% 増えました")
                .as("what stands out comes first, alone").doesNotContain("・点検した学校 9校");
        Matcher together = Pattern.compile("name=\"seen\" value=\"([^\"]*,[^\"]*)\"").matcher(review);
        assertThat(together.find()).isTrue();
        answers("road", "4");
        HttpResponse<String> answer = accept(hanako, "seen", together.group(1), "together", "true");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("ほかの1問は確認済みにしました", "・点検した箇所 4か所").doesNotContain("・点検した学校 9校");
        assertThat(question("school").stand()).isEqualTo(Question.Stand.ACCEPTED);
        assertThat(question("road").stand()).isEqualTo(Question.Stand.ANSWERED);
        assertThat(question("walk").stand()).isEqualTo(Question.Stand.ANSWERED);
        assertThat(accept(hanako, "seen", seen("walk"), "together", "true").body()).as("what stands out is never accepted together").contains("気づきが出ました");
    }

    private void asksForApproval() {
        inquiries.act(hanako, town, inquiry, "change", "deadline", "R9.1.22", "share", "30", "approval", "true");
    }

    private void approves(String division) {
        assertThat(inquiries.new Colleague(port, hanako, town, inquiry, division).post("/approve", List.of("approver", "見本 課長")).statusCode()).isEqualTo(302);
    }

    private List<String> unapproved() {
        return inquiries.in(town, () -> inquiries.questions.chosen(inquiry, new Questions.Choice("", "unapproved"), 0, 10)).stream().map(Question::node).toList();
    }

    @Test
    void acceptsTogetherOnlyWhatTheHeadApproved() {
        asksForApproval();
        answers("walk", "50");
        answers("school", "9");
        answers("road", "3");
        approves("gakko");
        String review = hanako.get(page() + "/review").body();
        assertThat(review).contains("気づきのない2問をまとめて確認済みにする", "気づきのない回答のうち1問は、課長の承認がまだなので", "未承認 1");
        assertThat(hanako.get(page() + "/review?show=unapproved").body()).contains("・回数 50回", "<span>未承認</span>", "承認を待たずに確認済みにすることもできます").doesNotContain("・点検した学校 9校");
        assertThat(unapproved()).as("of more questions than are read at once").containsExactly("walk");
        HttpResponse<String> together = accept(hanako, "seen", seen("walk") + "," + seen("school") + "," + seen("road"), "together", "true");
        assertThat(together.statusCode()).isEqualTo(409);
        assertThat(together.body()).contains("課長の承認がまだなので、まとめて確認済みにはしませんでした", "ほかの2問は確認済みにしました");
        assertThat(question("walk").stand()).isEqualTo(Question.Stand.ANSWERED);
        assertThat(accept(hanako, "seen", seen("walk")).statusCode()).as("one by one it is the officer's to say").isEqualTo(302);
        assertThat(question("walk").stand()).isEqualTo(Question.Stand.ACCEPTED);
        assertThat(hanako.get(page() + "/review?show=accepted").body()).as("the mark stays").contains("<span>未承認</span>");
    }

    @Test
    void waitsForTheApprovalOfWhatWasSaidLast() {
        asksForApproval();
        answers("school", "9");
        answers("road", "3");
        approves("gakko");
        assertThat(unapproved()).isEmpty();
        answers("road", "4");
        assertThat(hanako.get(page() + "/review").body()).contains("気づきのない回答のうち2問は、課長の承認がまだなので").doesNotContain("まとめて確認済みにする</button>");
        assertThat(unapproved()).containsExactly("school", "road");
    }

    @Test
    void marksNothingWhereNobodyIsToApprove() {
        answers("school", "9");
        assertThat(hanako.get(page() + "/review?show=all").body()).contains("気づきのない1問をまとめて確認済みにする").doesNotContain("未承認");
        assertThat(unapproved()).isEmpty();
        asksForApproval();
        assertThat(hanako.get(page() + "/review?show=all").body()).contains("未承認");
        inquiries.act(hanako, town, inquiry, "close");
        assertThat(hanako.get(page() + "/review?show=all").body()).as("nobody approves any more").doesNotContain("未承認");
        assertThat(unapproved()).isEmpty();
    }

    @Test
    void saysWhatRemainsAndWhatComesNext() {
        assertThat(hanako.get(page() + "/review").body()).contains("3問の回答を待っています", "まだの課を見る");
        answers("school", "9");
        sendBack(hanako, seen("school"), "確かめてください");
        assertThat(hanako.get(page() + "/review").body()).contains("差し戻した1問の返事を待っています", "2問の回答を待っています");
        for (String node : List.of("school", "road", "walk")) {
            answers(node, "50");
            accept(hanako, "seen", seen(node));
        }
        assertThat(hanako.get(page() + "/review").body()).contains("すべて確認しました。締め切りへ進む");
        assertThat(hanako.get(page()).body()).contains("確認済み 3問");
    }

    @Test
    void doesNothingMoreAfterTheClosing() {
        answers("school", "9");
        String seen = seen("school");
        inquiries.act(hanako, town, inquiry, "close");
        HttpResponse<String> late = accept(hanako, "seen", seen);
        assertThat(hanako.get(late.headers().firstValue("Location").orElseThrow()).body()).contains("もう締め切られています");
        assertThat(question("school").stand()).isEqualTo(Question.Stand.ANSWERED);
    }

    @Test
    void namesTheMeasureAndWhatIsAskedInTheMail() {
        mailbox("gakko", "gakko@mihon.example.jp");
        answers("school", "9");
        sendBack(hanako, seen("school"), "先月の点検も入っていますか");
        assertThat(owner().sql("select body from mail where town_id = :town").param("town", town.id()).query(String.class).single())
                .contains("施策：学校の安全", "先月の点検も入っていますか", "/answers/link/");
    }

    @Test
    void pointsOutAClaimThatNothingIsKnownAbout() {
        Question road = question("road");
        List<String> fields = new ArrayList<>(InquiryExamples.about(road));
        fields.addAll(InquiryExamples.half(road, Half.RESULT, Outcome.TOLD, "・〔点検した箇所〕で、年々増加している。来年度も実施予定。予定どおり済んだ", Map.of("点検した箇所", "3")));
        fields.addAll(InquiryExamples.half(road, Half.PLAN, Outcome.NONE, "", Map.of()));
        inquiries.new Colleague(port, hanako, town, inquiry, "gakko").send(fields);
        assertThat(hanako.get(page() + "/review").body()).contains("文に「年々増加」とありますが、確かめられる前の年の数がありません", "実績の文に「来年度も実施予定」とあります");
    }
}
