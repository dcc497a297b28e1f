package jp.machimori.evaluation;

import static jp.machimori.account.AccountExamples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.Visitor;
import jp.machimori.account.AccountExamples;
import jp.machimori.town.Town;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Kumamoto's plan of 2025 is looked over in March 2026: the year before is evaluated by the first version, the year after by the second. */
@MachimoriTest
@Import(TestClock.class)
class PlanVersionsTests {

    private static final Pattern EDITION = Pattern.compile("name=\"edition\" value=\"(\\d+)\"");

    @LocalServerPort int port;
    @Autowired EvaluationExamples examples;
    @Autowired AccountExamples accounts;

    @Test
    void eachYearIsEvaluatedByTheVersionThatWasFollowedInIt() {
        accounts.settle();
        String key = "kumamoto-" + UUID.randomUUID().toString().substring(0, 8);
        Town town = examples.town("kumamoto", key, "seikatsu-anzen", "seikatsu-anzen");
        Visitor kanri = Visitor.signedIn(port, key, "kanri", PASSWORD);
        assertThat(kanri.submit("/" + key + "/office/password", "/" + key + "/office/plans", "from", "anzen-2025", "kind", "review", "label", "熊本市の計画",
                "decided", "令和8年3月1日", "reason", "中間見直し").statusCode()).isEqualTo(302);
        Matcher edition = EDITION.matcher(kanri.get("/" + key + "/office/plans/1").body());
        assertThat(edition.find()).isTrue();
        assertThat(kanri.submit("/" + key + "/office/password", "/" + key + "/office/plans/1/publish", "edition", edition.group(1)).statusCode()).isEqualTo(302);

        assertThat(examples.in(town, () -> examples.rounds.progress())).extracting(one -> one.plan() + " " + one.year().notation())
                .containsExactlyInAnyOrder("anzen-2025 FY2025", "k1 FY2026");
        assertThat(kanri.get("/" + key + "/office/evaluations/k1/FY2025").statusCode()).isEqualTo(404);
        assertThat(kanri.get("/" + key + "/office/evaluations/anzen-2025/FY2026").statusCode()).isEqualTo(404);
        Round first = examples.round(town, "anzen-2025", 2025);
        Round second = examples.round(town, "k1", 2026);
        List<String> measured = first.subjects().stream().flatMap(subject -> subject.evidence().stream()).map(Subject.Evidence::indicator).distinct().toList();
        assertThat(measured).isNotEmpty();
        assertThat(second.subjects().stream().flatMap(subject -> subject.evidence().stream()).map(Subject.Evidence::indicator).distinct())
                .as("the later version is measured by the same").containsExactlyInAnyOrderElementsOf(measured);
    }
}
