package jp.machimori.report;

import static jp.machimori.report.Xml.safe;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import jp.machimori.town.Era;
import org.jspecify.annotations.Nullable;

/**
 * 報告書の文書（docx）。WordprocessingML (ECMA-376), written as it goes: however long the report, only the row at hand is
 * in memory, where a library would hold all of it as objects.
 */
final class WordReport {

    /** Twentieths of a point: A4 landscape less its margins. */
    private static final int WIDTH = 15478;
    private static final int BAR = 20;
    /** Lines of a row that is rather put on the next page than broken. */
    private static final int SHORT = 15;

    private static final String NAMESPACE = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
            + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    /** White lines above and below, so that bars below one another stay apart. */
    private static final String GAP = "<w:tcBorders><w:top w:val=\"single\" w:sz=\"18\" w:color=\"FFFFFF\"/><w:bottom w:val=\"single\" w:sz=\"18\" w:color=\"FFFFFF\"/></w:tcBorders>";

    private final Report report;
    private final Snapshot snapshot;
    private final Wording words;
    private final StringBuilder out = new StringBuilder(1 << 16);
    private int bookmarks;

    WordReport(Report report, Snapshot snapshot, Wording words) {
        this.report = report;
        this.snapshot = snapshot;
        this.words = words;
    }

    byte[] bytes() {
        try {
            Archive archive = new Archive();
            archive.part("[Content_Types].xml", XML + WordParts.TYPES);
            archive.part("_rels/.rels", XML + WordParts.RELATIONS);
            archive.part("docProps/core.xml", XML + WordParts.core(snapshot));
            archive.part("docProps/app.xml", XML + WordParts.APPLICATION);
            archive.part("word/_rels/document.xml.rels", XML + WordParts.DOCUMENT_RELATIONS);
            archive.part("word/styles.xml", XML + WordParts.STYLES);
            archive.part("word/settings.xml", XML + WordParts.SETTINGS);
            archive.part("word/header1.xml", XML + "<w:hdr " + NAMESPACE + ">" + paragraph("Header", run(Wording.paper(snapshot.paper()))) + "</w:hdr>");
            archive.part("word/footer1.xml", XML + "<w:ftr " + NAMESPACE + ">" + paragraph("Footer", field("PAGE", "1") + run("/") + field("NUMPAGES", "1")) + "</w:ftr>");
            Writer writer = new BufferedWriter(new OutputStreamWriter(archive.part("word/document.xml"), StandardCharsets.UTF_8), 1 << 16);
            document(writer);
            writer.flush();
            return archive.bytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void document(Writer writer) throws IOException {
        out.append(XML).append("<w:document ").append(NAMESPACE).append("><w:body>");
        front();
        for (int at = 0; at < snapshot.chapters().size(); at++) {
            Snapshot.Chapter chapter = snapshot.chapters().get(at);
            out.append(paragraph("Heading1", marked("c" + at, run(chapter.title()))));
            switch (chapter) {
                case Snapshot.Measures measures -> measures(measures, at, writer);
                case Snapshot.Indicators indicators -> indicators(indicators, writer);
                case Snapshot.Statistics statistics -> statistics(statistics, writer);
                case Snapshot.Evaluations evaluations -> evaluations(evaluations, writer);
            }
        }
        out.append("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
                + "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"
                + "<w:pgMar w:top=\"1134\" w:right=\"680\" w:bottom=\"907\" w:left=\"680\" w:header=\"510\" w:footer=\"454\" w:gutter=\"0\"/></w:sectPr>"
                + "</w:body></w:document>");
        pass(writer);
    }

    /** Hands on what is written so far. */
    private void pass(Writer writer) throws IOException {
        writer.append(out);
        out.setLength(0);
    }

    // ---- 表紙と目次 ----

    private void front() {
        out.append(paragraph("Subtitle", run(snapshot.townName()))).append(paragraph("Title", run(snapshot.title())));
        String corrected = words.edition(report);
        if (corrected != null) {
            out.append(paragraph("Subtitle", run(corrected)));
        }
        out.append(paragraph("TOCHeading", run(words.say("report.contents"))));
        for (int at = 0; at < snapshot.chapters().size(); at++) {
            Snapshot.Chapter chapter = snapshot.chapters().get(at);
            entry("TOC1", "c" + at, chapter.title());
            if (chapter instanceof Snapshot.Measures measures) {
                for (int part = 0; part < measures.sections().size(); part++) {
                    Snapshot.Section section = measures.sections().get(part);
                    if (section.level() == 0) {
                        entry("TOC2", "c" + at + "s" + part, PdfPage.heading(section));
                    }
                }
            }
        }
        out.append(paragraph(null, "")).append(paragraph("Soft", run(words.say("report.check", Era.dateOf(snapshot.takenOn()), snapshot.numbers().size()))))
                .append(paragraph("Soft", run("SHA-256: " + report.sha256())));
    }

    /** A field of its own for each page number: inside a field of the whole contents LibreOffice would show what was written, not what is. */
    private void entry(String style, String id, String title) {
        out.append(paragraph(style, "<w:hyperlink w:anchor=\"" + id + "\" w:history=\"1\">" + run(title) + "<w:r><w:tab/></w:r>" + field("PAGEREF " + id + " \\h", "") + "</w:hyperlink>"));
    }

    // ---- 施策 ----

    private void measures(Snapshot.Measures measures, int chapter, Writer writer) throws IOException {
        int[] widths = widths(15, 10, 25, 25, 25);
        table(measures.title(), measures.heads(), widths);
        for (int at = 0; at < measures.sections().size(); at++) {
            Snapshot.Section section = measures.sections().get(at);
            int level = Math.min(section.level(), 2);
            String fill = List.of("C3D0E6", "E3E9F3", "F1F3F7").get(level);
            String heading = paragraph("Heading" + (level + 2), marked("c" + chapter + "s" + at, run(PdfPage.heading(section))));
            out.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>").append(cell(WIDTH, 5, fill, heading
                    + (section.about() == null ? "" : paragraph("About", run(section.about()))))).append("</w:tr>");
            for (Snapshot.Row row : section.rows()) {
                row(row, widths);
                pass(writer);
            }
        }
        out.append("</w:tbl>");
    }

    private void row(Snapshot.Row row, int[] widths) {
        String results = said(row.results());
        String plans = said(row.plans());
        out.append(lines(row) <= SHORT ? "<w:tr><w:trPr><w:cantSplit/></w:trPr>" : "<w:tr>")
                .append(cell(widths[0], 1, null, paragraph("Name", run(row.label()))))
                .append(cell(widths[1], 1, null, row.parties().stream().map(party -> paragraph(null, run(party))).collect(Collectors.joining())))
                .append(cell(widths[2], 1, null, row.about() == null ? "" : row.about().lines().map(WordReport::line).collect(Collectors.joining())))
                .append(cell(widths[3], 1, null, results)).append(cell(widths[4], 1, null, plans)).append("</w:tr>");
    }

    private static int lines(Snapshot.Row row) {
        return Math.max(lines(row.results()), Math.max(lines(row.plans()), row.parties().size()));
    }

    private static int lines(List<Snapshot.Said> all) {
        return all.stream().mapToInt(said -> 1 + said.lines().stream().mapToInt(line -> 1 + PdfPage.text(line).length() / 18).sum()).sum();
    }

    private static String said(List<Snapshot.Said> all) {
        return all.stream().map(said -> paragraph("Who", run("【" + said.division() + "】"))
                + said.lines().stream().map(PdfPage::text).map(WordReport::line).collect(Collectors.joining())).collect(Collectors.joining());
    }

    private static String line(String text) {
        return paragraph(PdfPage.isItem(text) ? "Item" : null, run(text));
    }

    // ---- 指標 ----

    private void indicators(Snapshot.Indicators indicators, Writer writer) throws IOException {
        List<IndicatorColumn> columns = IndicatorColumn.of(indicators);
        int[] widths = widths(IndicatorColumn.widths(columns, indicators));
        table(indicators.title(), IndicatorColumn.heads(columns, words), widths);
        for (Snapshot.Indicator indicator : indicators.rows()) {
            out.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (int at = 0; at < widths.length; at++) {
                out.append(cell(widths[at], 1, null, content(columns.get(at), indicator, widths[at])));
            }
            out.append("</w:tr>");
            pass(writer);
        }
        out.append("</w:tbl>");
    }

    private String content(IndicatorColumn column, Snapshot.Indicator indicator, int width) {
        return switch (column) {
            case INDICATOR -> paragraph("Name", run(indicator.label())) + paragraph("Soft", run(words.say("report.kind", indicator.kind()) + "　" + String.join(" ＞ ", indicator.measure()))) + (indicator.note() == null ? "" : paragraph("Soft", run(indicator.note())));
            case BASELINE -> indicator.baselines().stream().map(point -> paragraph(null, run(Wording.period(point.period())))
                    + paragraph(null, run(point.shown()))).collect(Collectors.joining());
            case POINTS -> bars(Bars.of(indicator.points(), indicator.goals()), width - 160);
            case GOALS -> indicator.goals().stream().map(this::goal).collect(Collectors.joining());
            case ACHIEVEMENT -> indicator.goals().stream().map(goal -> paragraph("Who", run(Wording.period(goal.period()) + "　" + words.state(goal)))
                    + paragraph(null, run(goal.why()))).collect(Collectors.joining());
        };
    }

    private String goal(Snapshot.Goal goal) {
        Snapshot.Before before = goal.before();
        return paragraph("Who", run(Wording.period(goal.period()))) + paragraph(null, run(goal.words()))
                + (before == null ? "" : paragraph("Soft", run(words.say("report.before", before.words(), Era.shortDate(before.changedOn()), before.reason()))));
    }

    /** A table in a cell: period, value, and a bar of shaded cells. */
    private String bars(List<Bars.Bar> bars, int width) {
        if (!Bars.areDrawn(bars)) {
            return bars.stream().map(bar -> paragraph(null, run(bar.period() + (bar.goal() ? words.say("report.goal.short") : "") + "　" + bar.shown()))).collect(Collectors.joining());
        }
        int when = width * 27 / 100;
        int what = width * 27 / 100;
        int unit = (width - when - what) / BAR;
        var table = new StringBuilder("<w:tbl><w:tblPr><w:tblW w:w=\"" + (when + what + unit * BAR) + "\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>"
                + "<w:tblCellMar><w:left w:w=\"20\" w:type=\"dxa\"/><w:right w:w=\"20\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"" + when + "\"/><w:gridCol w:w=\"" + what + "\"/>"
                + ("<w:gridCol w:w=\"" + unit + "\"/>").repeat(BAR) + "</w:tblGrid>");
        for (Bars.Bar bar : bars) {
            table.append("<w:tr>").append(cell(when, 1, null, paragraph("Bar", run(bar.period() + (bar.goal() ? words.say("report.goal.short") : "")))))
                    .append(cell(what, 1, null, paragraph("Bar", run(bar.shown()))));
            int filled = bar.percent() == null ? 0 : Math.max(1, Math.min(BAR, Math.round(bar.percent() * BAR / 100f)));
            if (filled > 0) {
                table.append(cell(unit * filled, filled, bar.goal() ? "F3C9A5" : "7F9CC9", paragraph("Bar", ""))
                        .replace("<w:shd", GAP + "<w:shd"));
            }
            if (filled < BAR) {
                table.append(cell(unit * (BAR - filled), BAR - filled, null, paragraph("Bar", "")));
            }
            table.append("</w:tr>");
        }
        return table.append("</w:tbl>").append(paragraph("Bar", "")).toString();
    }

    // ---- 統計 ----

    private void statistics(Snapshot.Statistics statistics, Writer writer) throws IOException {
        int half = WIDTH / 2;
        out.append("<w:tbl><w:tblPr><w:tblW w:w=\"" + WIDTH + "\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"" + half
                + "\"/><w:gridCol w:w=\"" + half + "\"/></w:tblGrid>");
        for (int at = 0; at < statistics.rows().size(); at += 2) {
            out.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (int side = at; side < at + 2; side++) {
                out.append(cell(half, 1, null, side < statistics.rows().size() ? statistic(statistics.rows().get(side), half - 400) : ""));
            }
            out.append("</w:tr>");
            pass(writer);
        }
        if (statistics.rows().isEmpty()) {
            out.append("<w:tr>").append(cell(half, 1, null, "")).append(cell(half, 1, null, "")).append("</w:tr>");
        }
        out.append("</w:tbl>");
    }

    private String statistic(Snapshot.Statistic statistic, int width) {
        return paragraph("Name", run(statistic.label() + (statistic.unit().isEmpty() ? "" : "（" + statistic.unit() + "）")))
                + bars(Bars.of(statistic.points(), List.of()), width) + paragraph("Soft", run(words.say("report.source", statistic.source()))) + paragraph(null, "");
    }

    // ---- 評価 ----

    private void evaluations(Snapshot.Evaluations evaluations, Writer writer) throws IOException {
        out.append(paragraph(null, run(words.say("report.scale") + evaluations.scale().stream().map(rating -> rating.mark() + "　" + rating.meaning())
                .collect(Collectors.joining("　／　")))));
        int[] widths = widths(24, 12, 6, 29, 29);
        table(evaluations.title(), List.of(words.say("report.subject"), words.say("report.division"), words.say("report.mark"),
                words.say("report.comment"), words.say("report.next")), widths);
        for (Snapshot.Evaluation evaluation : evaluations.rows()) {
            out.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>").append(cell(widths[0], 1, null, paragraph("Name", run(evaluation.subject()))))
                    .append(cell(widths[1], 1, null, paragraph(null, run(evaluation.division())))).append(cell(widths[2], 1, null, paragraph("Mark", run(evaluation.mark()))))
                    .append(cell(widths[3], 1, null, lines(evaluation.comment()))).append(cell(widths[4], 1, null, lines(evaluation.next()))).append("</w:tr>");
            pass(writer);
        }
        out.append("</w:tbl>");
    }

    private static String lines(@Nullable String text) {
        return text == null ? "" : text.lines().map(WordReport::line).collect(Collectors.joining());
    }

    // ---- 組み立て ----

    private static int[] widths(int... percents) {
        return Arrays.stream(percents).map(percent -> WIDTH * percent / 100).toArray();
    }

    /** Opens a table whose head is repeated on each page. */
    private void table(String title, List<String> heads, int[] widths) {
        out.append("<w:tbl><w:tblPr><w:tblStyle w:val=\"Lines\"/><w:tblW w:w=\"" + WIDTH + "\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>"
                + "<w:tblLook w:firstRow=\"1\" w:firstColumn=\"1\"/><w:tblCaption w:val=\"").append(safe(title)).append("\"/></w:tblPr><w:tblGrid>");
        for (int width : widths) {
            out.append("<w:gridCol w:w=\"").append(width).append("\"/>");
        }
        out.append("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (int at = 0; at < widths.length; at++) {
            out.append(cell(widths[at], 1, "D9E2F0", paragraph("Head", run(heads.get(at)))));
        }
        out.append("</w:tr>");
    }

    private static String cell(int width, int span, @Nullable String fill, String content) {
        return "<w:tc><w:tcPr><w:tcW w:w=\"" + width + "\" w:type=\"dxa\"/>" + (span == 1 ? "" : "<w:gridSpan w:val=\"" + span + "\"/>")
                + (fill == null ? "" : "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"" + fill + "\"/>") + "</w:tcPr>"
                + (content.isEmpty() ? "<w:p/>" : content) + "</w:tc>";
    }

    private static String paragraph(@Nullable String style, String content) {
        return "<w:p>" + (style == null ? "" : "<w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>") + content + "</w:p>";
    }

    private static String run(String text) {
        return "<w:r><w:t xml:space=\"preserve\">" + safe(text).replace("\n", "</w:t><w:br/><w:t xml:space=\"preserve\">") + "</w:t></w:r>";
    }

    private String marked(String id, String content) {
        int mark = ++bookmarks;
        return "<w:bookmarkStart w:id=\"" + mark + "\" w:name=\"" + id + "\"/>" + content + "<w:bookmarkEnd w:id=\"" + mark + "\"/>";
    }

    private static String field(String instruction, String shown) {
        return "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> " + instruction
                + " </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + run(shown) + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    }
}
