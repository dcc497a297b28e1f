package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import org.junit.jupiter.api.Test;

/** 初めての照会。見本町 asks for the first time: what it knows of the year before comes from a booklet alone. */
class FirstInquiryTests extends AskedTown {

    private String mail(String division) {
        return owner().sql("select subject || chr(10) || body from mail where town_id = :town and about = :about")
                .param("town", town.id()).param("about", "inquiry/" + inquiry + "/" + division).query(String.class).single();
    }

    @Test
    void showsWhatIsKnownOfTheYearBeforeAndWhereItComesFrom() {
        assertThat(hanako.get(page() + "/review?show=all").body()).containsPattern("<a lang=\"ja\" href=\"/" + town.key() + "/figures/[^\"]+\">・回数 50回</a> <span[^>]*>（分かっている数から）");
        assertThat(inquiries.new Colleague(port, hanako, town, inquiry, "anzen").page()).containsPattern("前の年度の実績を見る</summary><ul[^>]*><li><a [^>]*>・回数 50回</a>");
        assertThat(inquiries.new Colleague(port, hanako, town, inquiry, "gakko").page()).as("nothing is known").doesNotContain("前の年度の実績を見る");
    }

    @Test
    void asksByLastYearsAnswerOnceThereIsOne() {
        answers("walk", "55");
        inquiries.act(hanako, town, inquiry, "close");
        inquiry = inquiries.open(hanako, town, "anzen-plan", "FY2026", "anzen");
        assertThat(hanako.get(page() + "/review?show=all").body()).contains("・回数 55回").doesNotContain("（分かっている数から）");
    }

    @Test
    void showsWhatADivisionWillGetBeforeAnythingGoesOut() {
        UUID prepared = inquiries.prepared(hanako, town, "anzen-plan", "FY2024", "anzen", "approval", "true");
        String own = "/" + town.key() + "/office/inquiries/" + prepared;
        mailbox("gakko", "gakko@mihon.example.jp");
        assertThat(hanako.get(own).body()).contains(own + "/preview/gakko", own + "/preview/anzen");
        HttpResponse<String> preview = hanako.get(own + "/preview/gakko");
        assertThat(preview.statusCode()).isEqualTo(200);
        assertThat(preview.body()).contains("下見です。まだ送っていません", "<fieldset class=\"whole-form\" disabled=\"disabled\">", "学校の安全", "通学路の点検", "課長の承認",
                "学校課 御中", "2問の回答をお願いします", "（ここに、この課の回答用リンクが入ります）", "各課長", "令和9年1月22日").doesNotContain("answers.js", "見回り");
        assertThat(hanako.download(own + "/preview/gakko/answers.xlsx").statusCode()).isEqualTo(200);
        assertThat(hanako.submit(own, own + "/preview/gakko").statusCode()).as("nothing can be sent").isEqualTo(405);
        assertThat(hanako.get(own + "/preview/nobody").statusCode()).isEqualTo(404);
        accounts.officer(town, "gaku", "gakko");
        assertThat(Visitor.signedIn(port, town.key(), "gaku", AccountExamples.PASSWORD).get(own + "/preview/gakko").statusCode()).isEqualTo(403);
        inquiries.act(hanako, town, prepared, "open");
        assertThat(hanako.get(own + "/preview/gakko").headers().firstValue("Location").orElseThrow()).endsWith(own + "/answers/gakko");
    }

    @Test
    void mailsSayThatBoxesAreFilledInOnlyWhereTheyAre() {
        mailbox("gakko", "gakko@mihon.example.jp");
        mailbox("anzen", "anzen@mihon.example.jp");
        inquiry = inquiries.open(hanako, town, "anzen-plan", "FY2024", "anzen");
        assertThat(mail("gakko")).contains("アカウントは要りません", "/answers/link/").doesNotContain("入れてあります", "前の年");
        assertThat(mail("anzen")).contains("分かっている数は入れてあります").doesNotContain("前の年");
        inquiry = inquiries.open(hanako, town, "anzen-plan", "FY2026", "anzen");
        assertThat(mail("anzen")).as("a question of the year before was not answered").doesNotContain("入れてあります", "前の年");
    }

    @Test
    void theMailOfAQuestionHandedOnSaysWhoseItWas() {
        mailbox("gakko", "gakko@mihon.example.jp");
        List<String> fields = new ArrayList<>(List.of("hand", question("walk").id().toString(), "to", "gakko"));
        assertThat(inquiries.new Colleague(port, hanako, town, inquiry, "anzen").post("/hand-on", fields).statusCode()).isEqualTo(302);
        assertThat(mail("gakko")).contains("安全課から回された問い：見回り", "安全課から学校課に回されました", "これを入れて3問です", "/answers/link/");
    }

    @Test
    void saysOnTheDayThatItWasAskedToday() {
        assertThat(hanako.get(page()).body()).contains("きょう（11/22）から").doesNotContain("から0日");
    }

    @Test
    void offersNoNewLinkAfterTheClosing() {
        assertThat(hanako.get(page()).body()).contains("リンクを作る");
        inquiries.link(hanako, town, inquiry, "gakko");
        inquiries.act(hanako, town, inquiry, "close");
        assertThat(hanako.get(page()).body()).contains("リンクを止める").doesNotContain("リンクを作る");
    }

    @Test
    void givesEveryNumberOfADraftItsPlace() {
        List<Slot> slots = List.of(slot("回数"), slot("距離"), slot("団体数"), slot("個数"));
        assertThat(AnswerText.placed("・回数 〔回数〕\n・見回りを続ける\n・資機材の支給", "・回数 〔回数〕\n・距離 〔距離〕\n・資機材の支給 〔団体数〕/〔個数〕", slots))
                .isEqualTo("・回数 〔回数〕\n・距離 〔距離〕\n・見回りを続ける\n・資機材の支給 〔団体数〕/〔個数〕");
        assertThat(AnswerText.placed("・見回りを続ける 〔団体数〕", "・支給 〔団体数〕/〔個数〕", List.of(slot("団体数"), slot("個数")))).as("no place twice")
                .isEqualTo("・見回りを続ける 〔団体数〕\n・個数 〔個数〕");
        assertThat(AnswerText.placed("", "・回数 〔回数〕", slots)).isEmpty();
    }

    private static Slot slot(String label) {
        return new Slot("walks", Map.of(), label, "回", null, Slot.Asked.BOTH, false);
    }
}
