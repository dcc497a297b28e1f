package jp.machimori.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.figures.FiguresExamples;
import jp.machimori.shell.Words;
import jp.machimori.town.Town;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** A town's own scale, as its pack says it. */
@MachimoriTest
@Import(TestClock.class)
class ScaleTests {

    @Autowired EvaluationExamples examples;
    @Autowired FiguresExamples documents;
    @Autowired Scales scales;

    private Scale of(Town town) {
        return examples.in(town, scales::current);
    }

    @Test
    void isThatOfThePackOrTheStandardOne() {
        assertThat(of(documents.town("koganei"))).isEqualTo(Scale.STANDARD);
        assertThat(of(documents.town("kumamoto")).marks()).extracting(Scale.Mark::mark).containsExactly("5", "4", "3", "2", "1");
        assertThat(of(documents.town("osaka-ward")).marks()).extracting(Scale.Mark::mark).containsExactly("F", "S", "A", "B", "C", "X", "Y", "Z");
        assertThat(documents.load(Path.of("packs/hyogo"))).isNotNull();
        assertThat(examples.packs.load(Path.of("packs/hyogo"), false).kept()).as("it is read back as it was loaded").isEmpty();
    }

    @Test
    void goesBackToTheStandardOneWithItsFile() throws IOException {
        Path pack = EvaluationExamples.copy("osaka-ward", "osaka-scale");
        Town town = documents.load(pack);
        assertThat(of(town).marks()).hasSize(8);
        Files.delete(pack.resolve("evaluation.yaml"));
        assertThat(examples.packs.load(pack, false).mistakes()).isEmpty();
        assertThat(of(town)).isEqualTo(Scale.STANDARD);
    }

    @Test
    void ratesEveryMeasureOfKoganeiThatBearsProgrammes() {
        Round round = examples.round(documents.town("koganei"), "bouhan-shishin", 2023);
        assertThat(round.subjects()).isNotEmpty().allSatisfy(subject -> assertThat(subject.divisions()).isNotEmpty());
        assertThat(round.subjects()).extracting(Subject::key).doesNotHaveDuplicates();
    }

    @Test
    void comparesNoMarkThatWaits() {
        Scale osaka = of(documents.town("osaka-ward"));
        assertThat(osaka.lowest(List.of("A", "Y", "B")).orElseThrow().mark()).isEqualTo("B");
        assertThat(osaka.lowest(List.of("Y")).orElseThrow().mark()).isEqualTo("Y");
        assertThat(osaka.lowest(List.of())).isEmpty();
    }

    @ParameterizedTest(name = "{1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            level: 具体的取組 | level: 具体的施策 | 計画の段「具体的施策」がこのパックにありません。
            {mark: Z | {mark: X | 評価の段階「X」が二度あります。
            mark: S} | mark: T} | 評価の段階「T」が marks にありません。
            at-least: 100 | at-least: 130 | at-least は、大きいものから順に書いてください。
            kind: bad | kind: awful | 「awful」は使えません
            rates: measures | rates: programmes | level は、rates が measures のときだけ使います。
            """)
    void isCheckedWithItsPack(String right, String wrong, String sentence) throws IOException {
        Path pack = EvaluationExamples.copy("osaka-ward", "osaka-wrong");
        Path file = pack.resolve("evaluation.yaml");
        String text = Files.readString(file);
        assertThat(text).contains(right);
        Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
        assertThat(examples.packs.load(pack, false).mistakes()).anySatisfy(mistake -> {
            assertThat(mistake.file()).endsWith("evaluation.yaml");
            assertThat(mistake.sentence()).contains(sentence);
        });
    }

    @Test
    void aRatingThatDiffersFromTheProposalNeedsItsReason() {
        Subject.Proposal proposal = new Subject.Proposal("Y", new Words("数がまだない", null));
        assertThat(rated("A", "").isUnreasoned(proposal)).isTrue();
        assertThat(rated("A", "冬の分を足して数えた").isUnreasoned(proposal)).isFalse();
        assertThat(rated("Y", "").isUnreasoned(proposal)).isFalse();
        assertThat(rated("A", "").isUnreasoned(null)).isFalse();
    }

    private static Evaluation rated(String mark, String comment) {
        return new Evaluation("walk", 1, "anzen", mark, comment, "", null, "見本 花子", Instant.EPOCH);
    }
}
