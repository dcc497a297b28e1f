package jp.machimori.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Texts with headings, and what became of them. */
class DifferenceTests {

    @Test
    void readsHeadingsAndKeepsParagraphs() {
        List<Section> sections = Section.read("目次\n第1章 見守り……… 3\n第１章　見守り\n月に2回行います。\n\n街灯を直します。\r\n■ 資料\n第3章に書いたとおりです。");
        assertThat(sections).extracting(Section::heading).containsExactly("", "第１章　見守り", "資料");
        assertThat(sections.get(0).paragraphs()).containsExactly("目次", "第1章 見守り……… 3");
        assertThat(sections.get(1).paragraphs()).containsExactly("月に2回行います。", "街灯を直します。");
        assertThat(sections.get(2).paragraphs()).containsExactly("第3章に書いたとおりです。");
    }

    @Test
    void writesWhatItReadsAgain() {
        List<Section> sections = Section.read("はじめに\n一\n■資料 1\n二\n三\n第2章\n第3章");
        assertThat(Section.read(Section.write(sections))).isEqualTo(sections);
    }

    @Test
    void comparesByWords() {
        assertThat(marked("夜の見回りを月に2回行います。", "夜の見回りを週に1回行います。")).isEqualTo("夜の見回りを[-月-][+週+]に[-2-][+1+]回行います。");
        assertThat(marked("街灯を直します。", "街灯を直します。")).isEqualTo("街灯を直します。");
    }

    @Test
    void theTextBeforeAndTheTextAfterAreBothInTheDifference() {
        String before = "一つ目。\n二つ目です。\n三つ目。";
        String after = "一つ目。\n二つ目でした。\n間。\n三つ目。\n四つ目。";
        List<Difference.Piece> pieces = Difference.pieces(before, after);
        assertThat(without(pieces, Difference.Mark.INSERTED)).isEqualTo(before);
        assertThat(without(pieces, Difference.Mark.DELETED)).isEqualTo(after);
    }

    @Test
    void pairsSectionsByHeadingAndTellsNewGoneAndRenamedOnes() {
        List<Section> draft = Section.read("第1章 見守り\n見回ります。\n第2章 学び\n教室を開きます。学校で月に一度。\n第3章 資料\n古い資料です。");
        List<Section> last = Section.read("第1章 見守り\n見回ります。\n第2章 学びと育ち\n教室を開きます。学校で月に二度。\n第4章 進め方\n毎年たしかめる。");
        assertThat(Difference.between(draft, last)).extracting(Difference.Pair::kind).containsExactly("same", "changed", "removed", "added");
        assertThat(Difference.between(draft, draft)).extracting(Difference.Pair::kind).containsOnly("same");
        assertThat(Difference.between(List.of(), last)).extracting(Difference.Pair::kind).containsOnly("added");
    }

    @Test
    void aPassageTooLongToCompareIsShownAsAWhole() {
        String before = "甲 ".repeat(3_000);
        String after = "乙 ".repeat(3_000);
        assertThat(Difference.pieces(before, after)).containsExactly(new Difference.Piece(Difference.Mark.DELETED, before),
                new Difference.Piece(Difference.Mark.INSERTED, after));
    }

    @Test
    void aFileIsWhatItHoldsNotWhatItsNameSays() throws IOException {
        assertThat(Attachment.of("C:\\案\\計画.PDF", "%PDF-1.7".getBytes())).hasValueSatisfying(file -> assertThat(file.name()).isEqualTo("計画.pdf"));
        assertThat(Attachment.of("plan.pdf", "<html>".getBytes())).isEmpty();
        assertThat(Attachment.of("plan.docx", new byte[] {'P', 'K', 3, 4, 0, 0})).isEmpty();
        assertThat(Attachment.of("plan.pdf", new byte[0])).isEmpty();
        assertThat(Attachment.of("計画", zip("word/document.xml"))).hasValueSatisfying(file -> assertThat(file.name()).isEqualTo("計画.docx"));
        assertThat(Attachment.of("計画.docx", zip("xl/workbook.xml"))).isEmpty();
    }

    private static byte[] zip(String entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(1);
        }
        return bytes.toByteArray();
    }

    private static String marked(String before, String after) {
        return Difference.pieces(before, after).stream().map(piece -> switch (piece.mark()) {
            case SAME -> piece.text();
            case DELETED -> "[-" + piece.text() + "-]";
            case INSERTED -> "[+" + piece.text() + "+]";
        }).collect(Collectors.joining());
    }

    private static String without(List<Difference.Piece> pieces, Difference.Mark mark) {
        return pieces.stream().filter(piece -> piece.mark() != mark).map(Difference.Piece::text).collect(Collectors.joining());
    }
}
