package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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
import jp.machimori.database.Database;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 照会を受けた見本町。安全課 asks itself about 見回り, and 学校課 about 学校の安全 and 通学路の点検; its officers are 花子 and 次郎. */
@MachimoriTest
@Import(TestClock.class)
abstract class AskedTown {

    private static final String PLAN = """
            plans:
              - key: anzen-plan
                label: 見本町安全計画
                period: FY2024..FY2028
                nodes:
                  - key: walk
                    label: 見回り
                    divisions: [anzen]
                    programmes: [{key: walks, path: "1", label: 見回り, divisions: [anzen], home: {kind: answer}}]
                  - key: school
                    label: 学校の安全
                    divisions: [gakko]
                    programmes: [{key: checks, path: "2", label: 点検, divisions: [gakko], home: {kind: answer}}]
                  - key: road
                    label: 通学路の点検
                    divisions: [gakko]
                    programmes: [{key: roads, path: "3", label: 通学路, divisions: [gakko], home: {kind: answer}}]
            """;
    private static final String ASKS = """
            asks:
              - {node: walk, division: anzen, slots: [{series: walks, label: 回数, unit: 回}]}
              - {node: school, division: gakko, slots: [{series: checks, label: 点検した学校, unit: 校}]}
              - {node: road, division: gakko, slots: [{series: roads, label: 点検した箇所, unit: か所}]}
            """;
    private static final String FIGURES = """
            key,nature,label,label_en,dimension,period,value,unit,form,sources,note
            walks,actual,見回り,,,FY2024,50,回,exact,atlas:1,
            """;

    @Autowired Packs packs;
    @Autowired Towns towns;
    @Autowired InquiryExamples inquiries;
    @Autowired AccountExamples accounts;
    @Autowired Database database;
    @LocalServerPort int port;
    Town town;
    Visitor hanako;
    UUID inquiry;

    @BeforeEach
    void anOpenInquiry() throws IOException {
        town = load("mihon-asked-");
        accounts.officer(town, "hanako", "anzen");
        accounts.officer(town, "jiro", "anzen");
        hanako = signedIn("hanako");
        inquiry = inquiries.open(hanako, town, "anzen-plan", "FY2025", "anzen");
    }

    Town load(String key) throws IOException {
        Path pack = TestTowns.copy(key + UUID.randomUUID().toString().substring(0, 8));
        Files.writeString(pack.resolve("town.yaml"), Files.readString(pack.resolve("town.yaml")) + "documents: [{key: atlas, title: 見本町の冊子}]\n");
        Files.writeString(pack.resolve("plan.yaml"), PLAN);
        Files.writeString(pack.resolve("inquiry.yaml"), ASKS);
        Files.writeString(pack.resolve("figures.csv"), FIGURES);
        assertThat(packs.load(pack, false).mistakes()).isEmpty();
        return towns.byKey(pack.getFileName().toString()).orElseThrow();
    }

    Visitor signedIn(String name) {
        return Visitor.signedIn(port, town.key(), name, AccountExamples.PASSWORD);
    }

    JdbcClient owner() {
        return JdbcClient.create(database.owner());
    }

    String page() {
        return "/" + town.key() + "/office/inquiries/" + inquiry;
    }

    Question question(String node) {
        return inquiries.questions(town, inquiry).stream().filter(one -> one.node().equals(node)).findFirst().orElseThrow();
    }

    /** Its division says that number of the year that is over, and plans nothing. */
    void answers(String node, String number) {
        Question question = question(node);
        List<String> fields = new ArrayList<>(InquiryExamples.about(question));
        fields.addAll(InquiryExamples.half(question, Half.RESULT, Outcome.TOLD, AnswerText.template(question.slots(Half.RESULT)),
                Map.of(question.slots(Half.RESULT).getFirst().label(), number)));
        fields.addAll(InquiryExamples.half(question, Half.PLAN, Outcome.NONE, "", Map.of()));
        assertThat(inquiries.new Colleague(port, hanako, town, inquiry, question.asked()).send(fields).statusCode()).isEqualTo(302);
    }

    void mailbox(String division, String address) {
        owner().sql("""
                        insert into mailbox (town_id, division, address) values (:town, :division, :address)
                        on conflict (town_id, division) do update set address = excluded.address
                        """).param("town", town.id()).param("division", division).param("address", address).update();
    }
}
