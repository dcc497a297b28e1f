package jp.machimori.comment;

import static jp.machimori.account.AccountExamples.AOBA;
import static jp.machimori.account.AccountExamples.PASSWORD;
import static jp.machimori.comment.CommentExamples.ADDRESS;
import static jp.machimori.comment.CommentExamples.EMAIL;
import static jp.machimori.comment.CommentExamples.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.machimori.Browsers;
import jp.machimori.MachimoriTest;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From the draft to the result, by the pages that people use. */
@MachimoriTest
class CommentTests {

    @Autowired CommentExamples examples;
    @Autowired AccountExamples accounts;
    @Autowired Erasing erasing;
    @Autowired Packs packs;
    @Autowired Towns towns;
    @LocalServerPort int port;
    Town town;
    Visitor resident;

    @BeforeEach
    void aTown() {
        town = TestTowns.fresh(packs, towns);
        resident = new Visitor(port);
    }

    @Test
    void aResidentWritesChecksSendsAndGetsANumber() {
        UUID id = examples.opened(town, "anzen", 0);
        String home = resident.get("/" + town.key()).body();
        assertThat(home).contains("意見を募集しています", "安全計画（素案）");
        String page = resident.get(at(id)).body();
        assertThat(page).contains("あと30日", "id=\"s2\"", "id=\"s2-1\"", "夜の見回りを月に2回行います。", "/write?section=2");
        assertThat(resident.cookies()).as("who only reads needs no session").isEmpty();

        UUID comment = UUID.randomUUID();
        HttpResponse<String> check = resident.submit(at(id) + "/write?section=2", at(id) + "/check", typed(comment, "2", "街灯を増やしてください。"));
        assertThat(check.statusCode()).isEqualTo(200);
        assertThat(check.body()).contains("まだ送っていません", "街灯を増やしてください。", "第1章 見守り", NAME);
        assertThat(examples.comments(town, id)).as("checking sends nothing").isEmpty();

        HttpResponse<String> again = resident.submit(at(id) + "/write", at(id) + "/check", with(typed(comment, "2", "街灯を増やしてください。"), "again", "again"));
        assertThat(again.body()).contains("<textarea", "街灯を増やしてください。</textarea>", "value=\"2\" selected=\"selected\"");

        HttpResponse<String> sent = send(id, typed(comment, "2", "街灯を増やしてください。"));
        assertThat(sent.statusCode()).isEqualTo(302);
        String receipt = sent.headers().firstValue("Location").orElseThrow();
        assertThat(receipt).endsWith(at(id) + "/received/" + comment);
        assertThat(resident.get(at(id) + "/received/" + comment).body()).contains("受付番号", "<strong class=\"big\">1</strong>").doesNotContain(NAME, "街灯を増やし");
        assertThat(examples.opinions(town, id)).singleElement().satisfies(opinion -> {
            assertThat(opinion.body()).isEqualTo("街灯を増やしてください。");
            assertThat(opinion.section()).isEqualTo(2);
        });
        assertThat(resident.get("/en" + at(id) + "/write").body()).contains("Which part it is about", "lang=\"ja\"");
    }

    @Test
    void theSameSentTwiceIsOneAndAnotherTextIsAskedAbout() {
        UUID id = examples.opened(town, "anzen", 0);
        UUID comment = UUID.randomUUID();
        assertThat(send(id, typed(comment, "", "一つ目。")).statusCode()).isEqualTo(302);
        assertThat(send(id, typed(comment, "", "一つ目。")).statusCode()).isEqualTo(302);
        HttpResponse<String> other = send(id, typed(comment, "", "書き直しました。"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("受付番号1で受け付けています", "書き直しました。").doesNotContain(comment.toString());
        assertThat(examples.comments(town, id)).hasSize(1);
    }

    @Test
    void nothingTypedIsLostToARefusal() {
        UUID id = examples.opened(town, "anzen", 0);
        String longer = "あ".repeat(4_012);
        HttpResponse<String> refused = resident.submit(at(id) + "/write", at(id) + "/check", "comment", UUID.randomUUID().toString(), "section", "3",
                "text", longer, "name", "", "address", ADDRESS, "email", "hikari");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains(longer, "いま4,012字ありますので、12字減らすか", "氏名を入力してください", ADDRESS, "value=\"hikari\"",
                "value=\"3\" selected=\"selected\"", "直していただきたいところが3か所");
        assertThat(send(id, "comment", UUID.randomUUID().toString(), "text", "本文", "name", "", "address", "").statusCode()).isEqualTo(422);
        assertThat(examples.comments(town, id)).isEmpty();
    }

    @Test
    void aPageLeftOpenTooLongIsSentAgainWithOnePress() {
        UUID id = examples.opened(town, "anzen", 0);
        UUID comment = UUID.randomUUID();
        HttpResponse<String> stale = resident.send("POST", at(id) + "/send", with(typed(comment, "", "長く考えました。"), "_csrf", "old"));
        assertThat(stale.statusCode()).isEqualTo(403);
        assertThat(stale.body()).contains("画面を開いてから時間がたちました", "長く考えました。").doesNotContain("職員サインインする", "value=\"old\"");
        String token = token(stale.body());
        assertThat(resident.send("POST", at(id) + "/send", with(typed(comment, "", "長く考えました。"), "_csrf", token)).statusCode()).isEqualTo(302);
        assertThat(examples.comments(town, id)).hasSize(1);
    }

    @Test
    void opensAndClosesByTheCalendar() {
        UUID id = examples.opened(town, "anzen", 0);
        String token = resident.token(at(id) + "/write");
        examples.later(town, id, -3);
        assertThat(resident.get(at(id)).statusCode()).as("published from its first day").isEqualTo(404);
        examples.later(town, id, 33);
        assertThat(resident.get(at(id)).body()).contains("今日が最後の日です");
        examples.later(town, id, 1);
        assertThat(resident.get(at(id)).body()).contains("受付は", "終わりました").doesNotContain("意見を書く");
        assertThat(resident.get("/" + town.key()).body()).doesNotContain("安全計画（素案）").contains("すべての意見募集と結果を見る");
        assertThat(resident.get("/" + town.key() + "/comments").body()).contains("受付は終わり、意見を整理しています");
        HttpResponse<String> late = resident.send("POST", at(id) + "/send", with(typed(UUID.randomUUID(), "", "遅れました。"), "_csrf", token));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("遅れました。", "いまは受け付けていません");
        assertThat(examples.comments(town, id)).isEmpty();
    }

    @Test
    void aFloodFromOneNetworkWaitsAndKeepsWhatItWrote() {
        UUID id = examples.opened(town, "anzen", 0);
        String token = resident.token(at(id) + "/write");
        for (int at = 0; at < Floods.MOST; at++) {
            assertThat(resident.send("POST", at(id) + "/send", with(typed(UUID.randomUUID(), "", "意見" + at), "_csrf", token)).statusCode()).isEqualTo(302);
        }
        HttpResponse<String> waits = resident.send("POST", at(id) + "/send", with(typed(UUID.randomUUID(), "", "もう一つ"), "_csrf", token));
        assertThat(waits.statusCode()).isEqualTo(429);
        assertThat(waits.body()).contains("1時間ほどたってから", "もう一つ");
        assertThat(examples.comments(town, id)).hasSize(Floods.MOST);
    }

    @Test
    void anIpv6NeighbourhoodIsOneNetwork() {
        assertThat(Floods.network("2001:db8:1:2:aaaa::1")).isEqualTo(Floods.network("2001:db8:1:2:bbbb::2"));
        assertThat(Floods.network("192.0.2.1")).isNotEqualTo(Floods.network("192.0.2.2"));
    }

    @Test
    void onlyTheDivisionReadsWhoCommented() {
        UUID id = examples.opened(town, "anzen", 0);
        UUID comment = examples.comment(town, id, "街灯を増やしてください。");
        String letter = desk(id) + "/letters/" + comment;
        assertThat(officer("hanako", "anzen").get(letter).body()).contains(NAME, ADDRESS, EMAIL, "街灯を増やしてください。");
        Visitor other = officer("taro", "gakko");
        assertThat(other.get(letter).statusCode()).isEqualTo(403);
        assertThat(other.get(desk(id) + "/letters").statusCode()).isEqualTo(403);
        assertThat(other.get(desk(id) + "/topics").statusCode()).isEqualTo(403);
        assertThat(other.get("/" + town.key() + "/office/comments").body()).contains("安全計画（素案）").doesNotContain("/office/comments/" + id);
        assertThat(resident.get(letter).statusCode()).isEqualTo(302);
        accounts.settle();
        assertThat(Visitor.signedIn(port, AOBA, "kanri", PASSWORD).get("/" + AOBA + "/office/comments/" + id + "/letters/" + comment).statusCode())
                .as("another town's consultation does not exist").isEqualTo(404);
        assertThat(resident.get("/" + AOBA + "/comments/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void aConsultationIsPreparedPublishedAndThenItsDraftStands() {
        Visitor hanako = officer("hanako", "anzen");
        String list = "/" + town.key() + "/office/comments";
        UUID id = UUID.randomUUID();
        LocalDate from = examples.today().plusDays(1);
        String[] terms = {"id", id.toString(), "title", "計画の素案", "about", "説明", "division", "anzen", "from", from.toString(),
            "to", from.plusDays(13).toString(), "commenters", "住む人", "whereTo", "窓口", "name", "required", "address", "none",
            "outcomes", "反映した\n反映できない", "years", "3年"};
        HttpResponse<String> begun = hanako.submit(list + "/new", list, with(with(terms, "shortReason", "理由"), "from", examples.today().minusDays(1).toString()));
        assertThat(begun.statusCode()).isEqualTo(422);
        assertThat(begun.body()).contains("募集の初日が過ぎた日です");
        HttpResponse<String> shortOne = hanako.submit(list + "/new", list, terms);
        assertThat(shortOne.statusCode()).isEqualTo(422);
        assertThat(shortOne.body()).contains("募集の期間が30日より短くなっています", "計画の素案");
        assertThat(hanako.submit(list + "/new", list, with(terms, "shortReason", "法令の施行に間に合わせるため")).statusCode()).isEqualTo(302);
        assertThat(hanako.submit(list + "/new", list, with(terms, "shortReason", "法令の施行に間に合わせるため")).statusCode()).isEqualTo(302);
        assertThat(hanako.submit(list + "/new", list, with(with(terms, "shortReason", "理由"), "division", "gakko")).statusCode())
                .as("a consultation of another division").isEqualTo(422);

        assertThat(hanako.submit(desk(id), desk(id) + "/publish", "day", from.toString()).body()).contains("素案の文章かファイルを入れてから");
        assertThat(hanako.get(desk(id)).body()).contains("name=\"day\"").contains("value=\"" + from + "\"").doesNotContain("募集の初日が過ぎたため");
        assertThat(resident.get(at(id)).statusCode()).isEqualTo(404);
        assertThat(hanako.submit(desk(id) + "/text/draft", desk(id) + "/text/draft", "version", "1", "text", CommentExamples.DRAFT).statusCode()).isEqualTo(302);
        HttpResponse<String> overtaken = hanako.submit(desk(id) + "/text/draft", desk(id) + "/text/draft", "version", "1", "text", "第1章\n別の文章");
        assertThat(overtaken.statusCode()).isEqualTo(409);
        assertThat(overtaken.body()).contains("別の文章", "街灯は壊れたら直します。");
        assertThat(hanako.get(at(id)).body()).as("the division sees it before").contains("下書きの表示です");
        assertThat(hanako.submit(desk(id), desk(id) + "/publish", "day", from.plusDays(1).toString()).statusCode()).isEqualTo(422);
        assertThat(hanako.submit(desk(id), desk(id) + "/publish", "day", examples.today().toString()).statusCode()).isEqualTo(302);
        assertThat(resident.get(at(id)).body()).contains("から受け付けます", "法令の施行に間に合わせるため").doesNotContain("/write");
        assertThat(hanako.get(desk(id) + "/text/draft").statusCode()).isEqualTo(403);
        assertThat(hanako.submit(desk(id), desk(id) + "/unpublish").statusCode()).isEqualTo(403);
        assertThat(hanako.submit(desk(id) + "/edit", desk(id) + "/edit", with(with(with(terms, "shortReason", "理由"), "version", "9"), "to", from.plusDays(5).toString())).body())
                .contains("募集の末日を早められません");
    }

    @Test
    void lettersAreTypedInSplitGroupedAnsweredAndPublishedWithoutNames() {
        UUID id = examples.opened(town, "anzen", 29);
        Visitor hanako = officer("hanako", "anzen");
        String[] letter = {"comment", UUID.randomUUID().toString(), "channel", "post", "on", examples.today().toString(), "section", "2",
            "text", "=街灯を増やして。\n市長は嫌いだ。\n見回りは週1回に。", "name", NAME, "address", ADDRESS, "email", EMAIL};
        examples.comment(town, id, "街灯が暗いです。夜道の独自の言い回し。");
        examples.later(town, id, 2);
        HttpResponse<String> late = hanako.submit(desk(id) + "/letters/new", desk(id) + "/letters", letter);
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body()).contains("受け付ける理由を書いてください", NAME);
        letter = with(letter, "late", "消印が期間内のため");
        assertThat(hanako.submit(desk(id) + "/letters/new", desk(id) + "/letters", letter).statusCode()).isEqualTo(302);
        assertThat(hanako.submit(desk(id) + "/letters/new", desk(id) + "/letters", letter).statusCode()).isEqualTo(302);
        assertThat(examples.comments(town, id)).extracting(Comment::number).containsExactly(1, 2);

        UUID second = examples.comments(town, id).get(1).id();
        String reading = desk(id) + "/letters/" + second;
        String[] split = {"opinion", examples.opinions(town, id).get(1).id().toString(), "section", "2", "body", "=街灯を増やして。", "aside", "", "reason", "",
            "opinion", "", "section", "", "body", "市長は嫌いだ。", "aside", "abusive", "reason", "",
            "opinion", "", "section", "2", "body", "見回りは週1回に。", "aside", "", "reason", ""};
        assertThat(hanako.submit(reading, reading, with(split, "version", "1")).body()).contains("答えない理由を500字まで", "市長は嫌いだ。");
        split[split.length - 11] = "案への意見ではないため";
        assertThat(hanako.submit(reading, reading, with(with(split, "version", "1"), "sameAs", "1")).statusCode()).isEqualTo(302);
        assertThat(hanako.submit(reading, reading, with(split, "version", "1")).statusCode()).as("an older page").isEqualTo(409);
        List<Opinion> opinions = examples.opinions(town, id);
        assertThat(opinions).extracting(Opinion::label).containsExactly("1-1", "2-1", "2-2", "2-3");
        assertThat(opinions.get(2).aside()).isEqualTo(Opinion.Aside.ABUSIVE);

        HttpResponse<String> early = hanako.submit(desk(id), desk(id) + "/result", "words", "お礼");
        assertThat(early.statusCode()).isEqualTo(422);
        assertThat(early.body()).contains("まだ公表できません", "意見1-1がまとめられていません", "意見2-3がまとめられていません").doesNotContain("意見2-2がまとめられていません");

        String topics = desk(id) + "/topics";
        assertThat(hanako.submit(topics, topics, "to", "new", "gist", "").statusCode()).isEqualTo(422);
        assertThat(hanako.submit(topics, topics, "opinion", opinions.get(0).id().toString(), "opinion", opinions.get(1).id().toString(), "to", "new",
                "gist", "=街灯を増やしてほしい。").statusCode()).isEqualTo(302);
        String bare = NAME.replace(" ", "").replace("　", "");
        HttpResponse<String> named = hanako.submit(topics, topics, "opinion", opinions.get(3).id().toString(), "to", "new", "gist", bare + "さんから、見回りについて");
        assertThat(named.statusCode()).isEqualTo(422);
        assertThat(named.body()).contains("意見を出した方の名前が入っています", "さんから、見回りについて", "name=\"named\"");
        assertThat(hanako.submit(topics, topics, "opinion", opinions.get(3).id().toString(), "to", "new", "gist", "見回りを週1回にしてほしい。").statusCode()).isEqualTo(302);
        Topic lights = examples.topics(town, id).stream().filter(topic -> topic.number() == 1).findFirst().orElseThrow();
        Topic walks = examples.topics(town, id).stream().filter(topic -> topic.number() == 2).findFirst().orElseThrow();
        assertThat(lights.opinions()).isEqualTo(2);
        answer(hanako, id, lights, "version", "1", "gist", "=街灯を増やしてほしい。", "view", "予算の範囲で直します。", "outcome", "反映できない");
        assertThat(hanako.submit(desk(id), desk(id) + "/result").body()).contains("まとめ2に考え方がありません");

        String[] view = {"version", "1", "gist", "見回りを週1回にしてほしい。", "view", NAME + "さんの言うとおりです。", "outcome", "", "changedWhere", ""};
        HttpResponse<String> told = hanako.submit(topics + "/" + walks.id(), topics + "/" + walks.id(), view);
        assertThat(told.statusCode()).isEqualTo(422);
        assertThat(told.body()).contains("意見を出した方の名前が入っています", "さんの言うとおりです");
        Visitor jiro = officer("jiro", "anzen");
        answer(jiro, id, walks, "version", "1", "gist", "見回りを週1回にしてほしい。", "view", "週1回に改めます。", "outcome", "反映した", "changed", "true", "changedWhere", "第1章");
        HttpResponse<String> both = hanako.submit(topics + "/" + walks.id(), topics + "/" + walks.id(), "version", "1", "gist", "見回りの回数", "view", "考えます。");
        assertThat(both.statusCode()).isEqualTo(409);
        assertThat(both.body()).contains("見本 jiro", "週1回に改めます。", "考えます。", "name=\"version\" value=\"2\"");
        assertThat(hanako.submit(desk(id), desk(id) + "/result").body()).contains("確定した文章が入っていません");
        String version = field(hanako.get(desk(id) + "/text/final").body(), "version");
        assertThat(hanako.submit(desk(id) + "/text/final", desk(id) + "/text/final", "version", version,
                "text", CommentExamples.DRAFT.replace("月に2回", "週に1回") + "\n■資料\n=町の地図").statusCode()).isEqualTo(302);
        assertThat(resident.get(at(id) + "/result").statusCode()).isEqualTo(404);
        HttpResponse<String> thanked = hanako.submit(desk(id), desk(id) + "/result", "words", NAME.split("[ 　]")[0] + "さん、ありがとうございました。");
        assertThat(thanked.statusCode()).as("by the family name").isEqualTo(422);
        assertThat(thanked.body()).contains("意見を出した方の名前が入っています", "さん、ありがとうございました", "name=\"named\"");
        assertThat(hanako.submit(desk(id), desk(id) + "/result", "words", "ご意見をありがとうございました。").statusCode()).isEqualTo(302);
        assertThat(hanako.submit(topics, topics + "/" + walks.id(), "version", "2", "gist", "別", "view", "別").statusCode()).isEqualTo(403);

        String result = resident.get(at(id) + "/result").body();
        assertThat(result).contains("<dd>1人</dd>", "2通", "ホームページ 1", "郵送 1", "<dd>4件</dd>", "1件（内容は公表しません）", "見本町の考え方", "予算の範囲で直します。",
                "週1回に改めます。", "反映した", "修正あり", "修正なし", "第1章");
        assertThat(resident.get(at(id) + "/result.csv").body()).startsWith("\uFEFF番号,対象の部分,意見の要旨,件数,見本町の考え方").contains("'=街灯を増やして", ",修正あり,第1章");
        assertThat(resident.get(at(id) + "/changes").body()).contains("<del><span class=\"say\">削除</span><span>月</span></del>",
                "<ins><span class=\"say\">追加</span><span>週</span></ins>", "新しい部分", "変更なし");
        assertThat(resident.get(at(id) + "/changes.csv").body()).startsWith("\uFEFF区分,素案の見出し").contains("変更あり,第1章 見守り", "'=町の地図");

        for (String page : List.of("", "/comments", "/comments/" + id, "/comments/" + id + "/result", "/comments/" + id + "/result.csv", "/comments/" + id + "/changes",
                "/comments/" + id + "/changes.csv", "/comments/" + id + "/received/" + second, "/search?q=%E8%A1%97%E7%81%AF", "/plan", "/records")) {
            for (String language : List.of("", "/en")) {
                HttpResponse<String> answer = resident.get(language + "/" + town.key() + page);
                assertThat(answer.statusCode()).as(page).isEqualTo(200);
                assertThat(answer.body()).as(language + page).doesNotContain(NAME, "海野", ADDRESS, EMAIL, "夜道の独自の言い回し", "市長は嫌い", "案への意見ではない");
            }
        }
        assertThat(examples.audit(town)).contains("comment.received", "comment.answered").doesNotContain(NAME, ADDRESS, EMAIL, "街灯");

        assertThat(hanako.submit(desk(id), desk(id) + "/result/withdraw").statusCode()).isEqualTo(422);
        assertThat(hanako.submit(desk(id), desk(id) + "/result/withdraw", "reason", "誤字を直すため").statusCode()).isEqualTo(302);
        assertThat(resident.get(at(id) + "/result").statusCode()).isEqualTo(404);
    }

    @Test
    void whoCommentedIsErasedYearsAfterTheResultAndTheOpinionStays() {
        UUID id = examples.answered(town, "anzen");
        UUID comment = examples.comment(town, id, "街灯を増やしてください。");
        Visitor hanako = officer("hanako", "anzen");
        examples.later(town, id, 3 * 365 - 1);
        assertThat(examples.in(town, erasing::erase)).isZero();
        examples.later(town, id, 3);
        assertThat(examples.in(town, erasing::erase)).isEqualTo(1);
        assertThat(hanako.get(desk(id) + "/letters/" + comment).body()).contains("残す期間が過ぎて消しました", "街灯を増やしてください。").doesNotContain(NAME, ADDRESS, EMAIL);
        assertThat(examples.audit(town)).contains("comment.erased");
    }

    /** Two people press at once on what one browser sent twice. */
    @Test
    void atTheSameMomentNoNumberIsGivenTwice() throws Exception {
        UUID id = examples.opened(town, "anzen", 0);
        String token = resident.token(at(id) + "/write");
        UUID twice = UUID.randomUUID();
        List<UUID> sent = List.of(twice, UUID.randomUUID(), twice, UUID.randomUUID(), twice, UUID.randomUUID());
        try (var pool = Executors.newFixedThreadPool(sent.size())) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (UUID comment : sent) {
                answers.add(pool.submit(() -> resident.send("POST", at(id) + "/send", with(typed(comment, "", "意見"), "_csrf", token)).statusCode()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(302);
            }
        }
        assertThat(examples.comments(town, id)).extracting(Comment::number).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aFileComesAsADownload() {
        UUID id = examples.answered(town, "anzen");
        HttpResponse<String> file = resident.get(at(id) + "/file");
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment;");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(resident.get(at(id)).body()).contains("素案.pdf");
    }

    /** With the keyboard on a phone, and an officer who attaches a file. */
    @Test
    void inABrowser() {
        UUID id = examples.opened(town, "anzen", 3);
        UUID prepared = examples.prepared(town, "anzen");
        accounts.officer(town, "hanako", "anzen");
        try (BrowserContext phone = Browsers.window(port, 375); BrowserContext office = Browsers.window(port, 1280)) {
            Page page = phone.newPage();
            page.navigate("/" + town.key());
            Browsers.open(page, "安全計画（素案）");
            Browsers.open(page, "意見を書く");
            page.locator("main button.primary").press("Enter");
            PlaywrightAssertions.assertThat(page.locator("#errors")).isFocused();
            PlaywrightAssertions.assertThat(page.locator("#errors")).containsText("意見を入力してください");
            page.locator("#section").selectOption("2");
            page.locator("#text").fill("一行目\n二行目");
            page.locator("#name").fill(NAME);
            page.locator("#address").fill(ADDRESS);
            page.locator("main button.primary").press("Enter");
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("内容の確認");
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(375);
            page.locator("button[name=again]").press("Enter");
            PlaywrightAssertions.assertThat(page.locator("#text")).hasValue("一行目\n二行目");
            page.locator("main button.primary").press("Enter");
            page.locator("main button.primary").press("Enter");
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("意見を受け付けました");
            assertThat(page.url()).doesNotContain("%E6%B5%B7", "name=");
            assertThat(examples.comments(town, id)).singleElement().extracting(Comment::body).isEqualTo("一行目\n二行目");

            Page desk = office.newPage();
            Browsers.signIn(desk, town.key(), "hanako", PASSWORD);
            desk.navigate(desk(prepared));
            desk.locator("#file").setInputFiles(new FilePayload("素案.pdf", "application/pdf", "no pdf".getBytes(StandardCharsets.UTF_8)));
            desk.locator("form[enctype] button").click();
            PlaywrightAssertions.assertThat(desk.locator("#file-problem")).containsText("PDFかWord");
            desk.locator("#file").setInputFiles(new FilePayload("素案.pdf", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8)));
            desk.locator("form[enctype] button").click();
            PlaywrightAssertions.assertThat(desk.locator(".done")).containsText("ファイルを付けました");
        }
    }

    private Visitor officer(String name, String division) {
        accounts.officer(town, name, division);
        return Visitor.signedIn(port, town.key(), name, PASSWORD);
    }

    private void answer(Visitor visitor, UUID id, Topic topic, String... fields) {
        String page = desk(id) + "/topics/" + topic.id();
        assertThat(visitor.submit(page, page, fields).statusCode()).isEqualTo(302);
    }

    private HttpResponse<String> send(UUID id, String... fields) {
        return resident.submit(at(id) + "/write", at(id) + "/send", fields);
    }

    private static String[] typed(UUID comment, String section, String text) {
        return new String[] {"comment", comment.toString(), "section", section, "text", text, "name", NAME, "address", ADDRESS, "email", EMAIL};
    }

    /** The same with this field, in the place of an earlier one of that name. */
    private static String[] with(String[] fields, String name, String value) {
        List<String> all = new ArrayList<>();
        for (int at = 0; at < fields.length; at += 2) {
            if (!fields[at].equals(name)) {
                all.add(fields[at]);
                all.add(fields[at + 1]);
            }
        }
        all.add(name);
        all.add(value);
        return all.toArray(String[]::new);
    }

    private static String token(String page) {
        return field(page, "_csrf");
    }

    private static String field(String page, String name) {
        Matcher field = Pattern.compile("name=\"" + name + "\"[^>]*value=\"([^\"]+)\"").matcher(page);
        assertThat(field.find()).as(name).isTrue();
        return field.group(1);
    }

    private String at(UUID id) {
        return "/" + town.key() + "/comments/" + id;
    }

    private String desk(UUID id) {
        return "/" + town.key() + "/office/comments/" + id;
    }
}
