package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.TestTowns;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
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

    @Test
    void theYearOfThePlanCanBeAskedAboutAndItsCountSaysWhichMonths() throws IOException {
        Path pack = TestTowns.copyOf("osaka-ward");
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        Town town = towns.byKey(pack.getFileName().toString()).orElseThrow();
        accounts.officer(town, "hanako", "kuyakusho");
        Visitor hanako = Visitor.signedIn(port, town.key(), "hanako", AccountExamples.PASSWORD);
        assertThat(hanako.get("/" + town.key() + "/office/inquiries").body()).contains("value=\"FY2021\"");
        UUID inquiry = inquiries.open(hanako, town, "policy-2021", "FY2021", "kuyakusho");
        Question fraud = inquiries.questions(town, inquiry).stream().filter(question -> question.slots().stream().anyMatch(slot -> slot.label().contains("特殊詐欺")))
                .findFirst().orElseThrow();
        assertThat(inquiries.new Colleague(port, hanako, town, inquiry, fraud.asked()).page()).contains("令和3年度（2021年度）の実績", "令和3年（2021年）の1月から12月までの数です。");
    }
}
