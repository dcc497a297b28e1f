package jp.machimori.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A report cut into what the web shows at once: nothing is lost, nothing stands twice, nothing is too long. */
class LeafTests {

    private static final Snapshot LARGE = ReportExamples.large("mihon", 7, 365, 30, 60, 60);

    private static Stream<Object> rows(Snapshot.Chapter chapter) {
        return switch (chapter) {
            case Snapshot.Measures measures -> measures.sections().stream().flatMap(section -> section.rows().stream());
            case Snapshot.Indicators indicators -> indicators.rows().stream().map(row -> row);
            case Snapshot.Statistics statistics -> statistics.rows().stream().map(row -> row);
            case Snapshot.Evaluations evaluations -> evaluations.rows().stream().map(row -> row);
        };
    }

    @Test
    void showsEveryRowOnceInTheOrderOfTheReport() {
        List<Leaf> leaves = Leaf.of(LARGE);
        assertThat(leaves.stream().flatMap(leaf -> leaf.parts().stream()).flatMap(part -> rows(part.content())).toList())
                .isEqualTo(LARGE.chapters().stream().flatMap(LeafTests::rows).toList());
        assertThat(leaves.stream().flatMap(leaf -> leaf.parts().stream()).filter(Leaf.Part::begins).map(part -> part.content().title()))
                .containsExactlyElementsOf(LARGE.chapters().stream().map(Snapshot.Chapter::title).toList());
    }

    @Test
    void holdsNoMoreThanIsReadAtOnceUnlessOneRowIsMore() {
        for (Leaf leaf : Leaf.of(LARGE)) {
            List<Snapshot.Row> rows = leaf.parts().stream().flatMap(part -> rows(part.content())).filter(Snapshot.Row.class::isInstance).map(Snapshot.Row.class::cast).toList();
            if (rows.size() > 1) {
                assertThat(rows.stream().mapToInt(row -> 1 + row.results().size() + row.plans().size()).sum()).isLessThanOrEqualTo(Leaf.MOST);
            }
            assertThat(leaf.paths().keySet()).containsExactlyInAnyOrderElementsOf(leaf.parts().stream().flatMap(part -> part.content().shown()).collect(Collectors.toSet()));
        }
    }

    @Test
    void namesInItsContentsEachChapterAndPillarWithItsLeaf() {
        List<Leaf> leaves = Leaf.of(LARGE);
        Contents contents = Contents.of(LARGE, leaves);
        Snapshot.Measures measures = (Snapshot.Measures) LARGE.chapters().getFirst();
        assertThat(contents.entries().stream().filter(entry -> entry.level() == 1).map(Contents.Entry::title))
                .containsExactlyElementsOf(measures.sections().stream().filter(section -> section.level() == 0).map(PdfPage::heading).toList());
        for (Contents.Entry entry : contents.entries()) {
            assertThat(leaves.get(entry.leaf() - 1).parts().stream().map(part -> "c" + part.chapter())).as(entry.title()).contains(entry.anchor().replaceFirst("s.*", ""));
        }
        assertThat(contents.leaves()).isGreaterThan(10);
    }

    @Test
    void keepsAShortReportOnOne() {
        assertThat(Leaf.of(ReportExamples.small("mihon"))).hasSize(1);
    }

    @Test
    void isReadBackAsItWasKept() {
        for (Leaf leaf : Leaf.of(ReportExamples.small("mihon"))) {
            assertThat(Canonical.read(Canonical.json(leaf), Leaf.class)).isEqualTo(leaf);
        }
    }
}
