package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
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
import org.springframework.context.annotation.Import;

/** 大阪市のある区の認知件数。The police count by calendar years what the town asks by fiscal years. */
@MachimoriTest
@Import(TestClock.class)
class CalendarYearTests {

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired InquiryExamples inquiries;
    @Autowired AccountExamples accounts;
    @LocalServerPort int port;

    Town town;
    Visitor hanako;

    @BeforeEach
    void theWard() throws IOException {
        Path pack = TestTowns.copyOf("osaka-ward");
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        town = towns.byKey(pack.getFileName().toString()).orElseThrow();
        accounts.officer(town, "hanako", "kuyakusho");
        hanako = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
    }

    private Question fraud(UUID inquiry) {
        return inquiries.questions(town, inquiry).stream().filter(question -> question.slots().stream().anyMatch(slot -> slot.label().contains("特殊詐欺")))
                .findFirst().orElseThrow();
    }

    @Test
    void theYearOfThePlanCanBeAskedAboutAndItsCountSaysWhichMonths() {
        assertThat(hanako.get("/" + town.key() + "/office/inquiries").body()).contains("value=\"FY2021\"");
        UUID inquiry = inquiries.open(hanako, town, "policy-2021", "FY2021", "kuyakusho");
        assertThat(inquiries.new Colleague(port, hanako, town, inquiry, fraud(inquiry).asked()).page())
                .contains("令和3年度（2021年度）の実績", "令和3年（2021年）の1月から12月までの数です。");
    }

    @Test
    void theYearBeforeIsAskedForOnceWhereATargetMayNotExceedIt() {
        UUID inquiry = inquiries.open(hanako, town, "policy-2021", "FY2021", "kuyakusho");
        Question fraud = fraud(inquiry);
        assertThat(fraud.slots(Half.RESULT)).extracting(Slot::label).contains("特殊詐欺認知件数", "特殊詐欺認知件数（令和2年）",
                "子どもをねらった犯罪の発生件数", "子どもをねらった犯罪の発生件数（令和2年）");
        assertThat(fraud.slots(Half.PLAN)).extracting(Slot::label).doesNotContain("特殊詐欺認知件数（令和2年）");
        InquiryExamples.Colleague police = inquiries.new Colleague(port, hanako, town, inquiry, fraud.asked());
        assertThat(police.page()).contains("令和2年（2020年）の1月から12月までの数です。", "目標が前の年の数と比べるものなので、前の年の数も聞いています。");
        byte[] book = police.visitor.download(police.path + "/answers.xlsx").body();
        Sheets.changed(book, sheet -> assertThat(Sheets.text(Sheets.row(sheet, fraud, "実績", "数：特殊詐欺認知件数（令和2年）"), BookColumn.LAST))
                .isEqualTo("令和2年（2020年）の1月から12月までの数"));
        List<String> fields = new ArrayList<>(InquiryExamples.about(fraud));
        fields.addAll(InquiryExamples.half(fraud, Half.RESULT, Outcome.TOLD, "・認知 〔特殊詐欺認知件数〕（前の年は〔特殊詐欺認知件数（令和2年）〕）",
                Map.of("特殊詐欺認知件数", "12", "特殊詐欺認知件数（令和2年）", "15")));
        fields.addAll(InquiryExamples.half(fraud, Half.PLAN, Outcome.NONE, "", Map.of()));
        assertThat(police.send(fields).headers().firstValue("Location").orElseThrow()).contains("done=kept");
        inquiries.act(hanako, town, inquiry, "close");
        assertThat(hanako.get("/" + town.key() + "/indicators/special_fraud_cases").body())
                .contains("令和3年（2021年）は12件で、前年（令和2年（2020年））の15件以下です。");
        assertThat(hanako.get("/" + town.key() + "/indicators/crimes_against_children").body())
                .contains("令和2年（2020年）の数がないので、前年以下かどうかをまだ判断できません。");

        Question next = fraud(inquiries.prepared(hanako, town, "policy-2021", "FY2022", "kuyakusho"));
        assertThat(next.slots()).extracting(Slot::label).contains("特殊詐欺認知件数").noneMatch(label -> label.contains("令和2年"));
    }
}
