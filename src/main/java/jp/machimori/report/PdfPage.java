package jp.machimori.report;

import static jp.machimori.report.Xml.safe;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.town.Era;
import org.jspecify.annotations.Nullable;

/** 報告書の紙面。The report as the one document that is laid out on paper. */
final class PdfPage {

    /** Lines of a row that is rather put on the next page than broken. */
    private static final int SHORT = 15;
    /** Full-width characters of a line in the wide columns. */
    private static final int ACROSS = 18;

    /** Lines of contents that have room on the first page. */
    private static final int CONTENTS = 22;

    private static final String STYLE = """
            @page {
              size: A4 landscape; margin: 21mm 12mm 15mm 12mm;
              @top-left { content: element(left); vertical-align: bottom; padding-bottom: 3mm; }
              @top-right { content: element(right); vertical-align: bottom; padding-bottom: 3mm; }
              @bottom-center { content: counter(page) '/' counter(pages); font-family: 'BIZ UDPGothic'; font-size: 9pt; }
            }
            @page :first { @top-left { content: none; } }
            body { margin: 0; font-family: 'BIZ UDPGothic'; font-size: 9.5pt; line-height: 1.42; color: #1a1a1a; }
            .left { position: running(left); font-size: 9pt; text-align: left; }
            .right { position: running(right); font-size: 9.5pt; text-align: right; }
            h1 { margin: 2mm 0 3mm; font-size: 18pt; line-height: 1.3; text-align: center; }
            h2 { margin: 0 0 3mm; padding: 0 0 1mm; border-bottom: 0.6mm solid #1f3f77; font-size: 14pt; line-height: 1.3; page-break-after: avoid; }
            h3 { margin: 5mm 0 1.5mm; font-size: 11pt; line-height: 1.3; page-break-after: avoid; }
            p { margin: 0 0 2mm; }
            .chapter { page-break-before: always; }
            .town { text-align: center; font-size: 12pt; }
            .corrected { margin: 0 auto 3mm; width: 75%; padding: 2mm 3mm; border: 0.3mm solid #8a3b00; }
            .check { font-size: 9pt; color: #333; }
            .hash { font-size: 9pt; }
            .contents { width: 78%; margin: 0 auto 5mm; }
            .contents h3 { text-align: center; }
            .toc { margin: 0; padding: 0; list-style-type: none; }
            .toc li { margin: 0 0 0.8mm; }
            .toc .deep { padding-left: 6mm; }
            .toc .deeper { padding-left: 12mm; }
            .toc a { color: #1a1a1a; text-decoration: none; }
            .toc a:after { content: leader('.') target-counter(attr(href), page); }
            .big { font-weight: bold; }
            table.all { width: 100%; border-collapse: collapse; table-layout: fixed; -fs-table-paginate: paginate; }
            table.all th, table.all td { padding: 1mm 1.4mm; border: 0.2mm solid #777; text-align: left; vertical-align: top; font-weight: normal; }
            table.all thead th { background-color: #d9e2f0; font-weight: bold; text-align: center; vertical-align: middle; line-height: 1.3; }
            tr.keep, .keep { page-break-inside: avoid; }
            tr.section { page-break-inside: avoid; }
            tr.section th { font-weight: bold !important; line-height: 1.35; }
            tr.s0 th { background-color: #c3d0e6; font-size: 10.5pt; }
            tr.s1 th { background-color: #e3e9f3; font-size: 9.5pt; }
            tr.s2 th { background-color: #f1f3f7; }
            tr.section p { margin: 0.5mm 0 0; font-weight: normal; font-size: 9pt; }
            .name { font-weight: bold; }
            .who { font-weight: bold; margin-top: 0.8mm; }
            .who.first { margin-top: 0; }
            .line { }
            .item { padding-left: 0.55em; text-indent: -0.55em; }
            .n { white-space: nowrap; }
            .soft { color: #444; }
            .bars { margin: 0; }
            .bar-line { white-space: nowrap; line-height: 1.35; }
            .bar-line .when { display: inline-block; width: 26%; text-indent: 0; }
            .bar-line .track { display: inline-block; width: 38%; text-indent: 0; }
            .bar-line .what { display: inline-block; text-indent: 0; padding-left: 1.5mm; white-space: nowrap; }
            .fill { height: 2.6mm; background-color: #7f9cc9; }
            .fill.latest { background-color: #1f3f77; }
            .fill.goal { height: 2.2mm; background-color: #fff; border: 0.2mm solid #a14a00; border-left-width: 0.6mm; }
            .goal-words { color: #7a3800; }
            .state { font-weight: bold; }
            .pair { width: 100%; border-collapse: collapse; table-layout: fixed; }
            .pair td { width: 50%; padding: 0 3mm 4mm 0; vertical-align: top; }
            .pair tr { page-break-inside: avoid; }
            .pair h4 { margin: 0 0 1mm; padding-bottom: 0.5mm; border-bottom: 0.2mm solid #777; font-size: 10pt; line-height: 1.3; }
            .source { margin-top: 0.8mm; color: #444; }
            .marks { margin: 0 0 2mm; }
            .mark { font-size: 13pt; font-weight: bold !important; text-align: center !important; }
            """;

    private final Report report;
    private final Snapshot snapshot;
    private final Wording words;
    private final StringBuilder html = new StringBuilder(1 << 18);

    PdfPage(Report report, Snapshot snapshot, Wording words) {
        this.report = report;
        this.snapshot = snapshot;
        this.words = words;
    }

    String html() {
        html.append("<html lang=\"ja\"><head><title>").append(safe(snapshot.title())).append("</title><meta name=\"subject\" content=\"")
                .append(safe(snapshot.title())).append("\" /><meta name=\"description\" content=\"").append(safe(snapshot.title()))
                .append("\" /><meta name=\"author\" content=\"").append(safe(snapshot.townName())).append("\" />");
        bookmarks();
        html.append("<style>").append(STYLE).append("</style></head><body>");
        html.append("<div class=\"left\">").append(safe(snapshot.title())).append("</div>");
        html.append("<div class=\"right\">").append(safe(Wording.paper(snapshot.paper()))).append("</div>");
        front();
        for (int at = 0; at < snapshot.chapters().size(); at++) {
            Snapshot.Chapter chapter = snapshot.chapters().get(at);
            html.append("<div class=\"chapter\"><h2 id=\"c").append(at).append("\">").append(safe(chapter.title())).append("</h2>");
            switch (chapter) {
                case Snapshot.Measures measures -> measures(measures, at);
                case Snapshot.Indicators indicators -> indicators(indicators);
                case Snapshot.Statistics statistics -> statistics(statistics);
                case Snapshot.Evaluations evaluations -> evaluations(evaluations);
            }
            html.append("</div>");
        }
        return html.append("</body></html>").toString();
    }

    private void bookmarks() {
        html.append("<bookmarks>");
        for (int at = 0; at < snapshot.chapters().size(); at++) {
            Snapshot.Chapter chapter = snapshot.chapters().get(at);
            html.append("<bookmark name=\"").append(safe(chapter.title())).append("\" href=\"#c").append(at).append("\">");
            if (chapter instanceof Snapshot.Measures measures) {
                for (int part = 0; part < measures.sections().size(); part++) {
                    Snapshot.Section section = measures.sections().get(part);
                    if (section.level() == 0) {
                        html.append("<bookmark name=\"").append(safe(heading(section))).append("\" href=\"#c").append(at).append('s')
                                .append(part).append("\" />");
                    }
                }
            }
            html.append("</bookmark>");
        }
        html.append("</bookmarks>");
    }

    private void front() {
        html.append("<p class=\"town\">").append(safe(snapshot.townName())).append("</p><h1>").append(safe(snapshot.title())).append("</h1>");
        String corrected = words.edition(report);
        if (corrected != null) {
            html.append("<p class=\"corrected\">").append(safe(corrected)).append("</p>");
        }
        html.append("<div class=\"contents\"><h3>").append(safe(words.say("report.contents"))).append("</h3><ul class=\"toc\">");
        int depth = depth();
        for (int at = 0; at < snapshot.chapters().size(); at++) {
            Snapshot.Chapter chapter = snapshot.chapters().get(at);
            entry("big", "c" + at, chapter.title());
            if (chapter instanceof Snapshot.Measures measures) {
                for (int part = 0; part < measures.sections().size(); part++) {
                    Snapshot.Section section = measures.sections().get(part);
                    if (section.level() < depth) {
                        entry(section.level() == 0 ? "deep" : "deeper", "c" + at + "s" + part, heading(section));
                    }
                }
            }
        }
        html.append("</ul></div><p class=\"check\">").append(safe(words.say("report.check", Era.dateOf(snapshot.takenOn()), snapshot.numbers().size())))
                .append("<br />SHA-256: <span class=\"hash\">").append(report.sha256()).append("</span></p>");
    }

    /** How many levels of sections the contents show, so that they stand on one page where they can. */
    private int depth() {
        return snapshot.chapters().size() + sections(2) <= CONTENTS ? 2 : 1;
    }

    private long sections(int depth) {
        return snapshot.chapters().stream().mapToLong(chapter -> chapter instanceof Snapshot.Measures measures
                ? measures.sections().stream().filter(section -> section.level() < depth).count() : 0).sum();
    }

    private void entry(String kind, String id, String title) {
        html.append("<li class=\"").append(kind).append("\"><a href=\"#").append(id).append("\" title=\"").append(safe(title)).append("\">").append(safe(title)).append("</a></li>");
    }

    /** I 安全, or 安全 where it bears no number. */
    static String heading(Snapshot.Section section) {
        return section.number() == null ? section.label() : section.number() + "　" + section.label();
    }

    // ---- 施策 ----

    private void measures(Snapshot.Measures measures, int chapter) {
        table(measures.heads(), 15, 10, 25, 25, 25);
        for (int at = 0; at < measures.sections().size(); at++) {
            Snapshot.Section section = measures.sections().get(at);
            html.append("<tr class=\"section s").append(Math.min(section.level(), 2)).append("\" id=\"c").append(chapter).append('s').append(at)
                    .append("\" style=\"-fs-page-break-min-height: ").append(room(measures.sections(), at)).append("mm\"><th colspan=\"5\" scope=\"rowgroup\">").append(safe(heading(section)));
            if (section.about() != null) {
                html.append("<p>").append(safe(section.about())).append("</p>");
            }
            html.append("</th></tr>");
            section.rows().forEach(this::row);
        }
        html.append("</tbody></table>");
    }

    /** Millimetres that a heading needs on its page: for itself, headings right below it, and the first row or its beginning. */
    private static int room(List<Snapshot.Section> sections, int from) {
        int room = 0;
        for (int at = from; at < sections.size(); at++) {
            Snapshot.Section section = sections.get(at);
            room += 8 + (section.about() == null ? 0 : 5 * (1 + section.about().length() / 80));
            if (!section.rows().isEmpty()) {
                int lines = lines(section.rows().getFirst());
                return room + 4 + 5 * (lines <= SHORT ? lines : 5);
            }
        }
        return room;
    }

    private static int lines(Snapshot.Row row) {
        return Stream.of(1 + row.label().length() / 10, row.parties().size(), lines(row.about()), lines(row.results()), lines(row.plans()))
                .mapToInt(Integer::intValue).max().orElse(1);
    }

    private void row(Snapshot.Row row) {
        int lines = lines(row);
        html.append(lines <= SHORT ? "<tr class=\"keep\">" : "<tr>").append("<th scope=\"row\"><div class=\"name\">").append(safe(row.label()))
                .append("</div></th><td>").append(row.parties().stream().map(Xml::safe).map(party -> "<div>" + party + "</div>").collect(Collectors.joining()))
                .append("</td><td>");
        if (row.about() != null) {
            row.about().lines().forEach(line -> line(safe(line), line));
        }
        html.append("</td><td>");
        row.results().forEach(said -> said(said, said == row.results().getFirst()));
        html.append("</td><td>");
        row.plans().forEach(said -> said(said, said == row.plans().getFirst()));
        html.append("</td></tr>");
    }

    private void said(Snapshot.Said said, boolean first) {
        html.append("<div class=\"keep\">").append(who(first)).append("【").append(safe(said.division())).append("】</div>");
        boolean headed = true;
        for (List<Snapshot.Piece> pieces : said.lines()) {
            String plain = text(pieces);
            line(pieces.stream().map(piece -> piece.datum() == null ? safe(piece.text()) : "<span class=\"n\">" + safe(piece.text()) + "</span>")
                    .collect(Collectors.joining()), plain);
            html.append(headed ? "</div>" : "");
            headed = false;
        }
        html.append(headed ? "</div>" : "");
    }

    private static String who(boolean first) {
        return first ? "<div class=\"who first\">" : "<div class=\"who\">";
    }

    private void line(String marked, String plain) {
        html.append(isItem(plain) ? "<div class=\"item\">" : "<div class=\"line\">").append(marked).append("</div>");
    }

    /** Whether a line begins with a dot and hangs behind it. */
    static boolean isItem(String line) {
        return line.startsWith("・") || line.startsWith("○") || line.startsWith("※");
    }

    static String text(List<Snapshot.Piece> pieces) {
        return pieces.stream().map(Snapshot.Piece::text).collect(Collectors.joining());
    }

    private static int lines(@Nullable String text) {
        return text == null ? 0 : text.lines().mapToInt(line -> 1 + line.length() / ACROSS).sum();
    }

    private static int lines(List<Snapshot.Said> all) {
        return all.stream().mapToInt(said -> 1 + said.lines().stream().mapToInt(line -> 1 + text(line).length() / ACROSS).sum()).sum();
    }

    // ---- 指標 ----

    private void indicators(Snapshot.Indicators indicators) {
        List<IndicatorColumn> columns = IndicatorColumn.of(indicators);
        table(IndicatorColumn.heads(columns, words), IndicatorColumn.widths(columns, indicators));
        for (Snapshot.Indicator indicator : indicators.rows()) {
            html.append("<tr class=\"keep\">");
            columns.forEach(column -> cell(column, indicator));
            html.append("</tr>");
        }
        html.append("</tbody></table>");
    }

    private void cell(IndicatorColumn column, Snapshot.Indicator indicator) {
        boolean head = column == IndicatorColumn.INDICATOR;
        html.append(head ? "<th scope=\"row\">" : "<td>");
        switch (column) {
            case INDICATOR -> {
                html.append("<div class=\"name\">").append(safe(indicator.label())).append("</div><div class=\"soft\">")
                        .append(safe(words.say("report.kind", indicator.kind()))).append("　")
                        .append(safe(String.join(" ＞ ", indicator.measure()))).append("</div>");
                if (indicator.note() != null) {
                    html.append("<div class=\"soft\">").append(safe(indicator.note())).append("</div>");
                }
            }
            case BASELINE -> indicator.baselines().forEach(point -> html.append("<div>").append(safe(Wording.period(point.period())))
                    .append("</div><div class=\"n\">").append(safe(point.shown())).append("</div>"));
            case POINTS -> bars(Bars.of(indicator.points(), indicator.goals()));
            case GOALS -> indicator.goals().forEach(goal -> goal(goal, goal == indicator.goals().getFirst()));
            case ACHIEVEMENT -> indicator.goals().forEach(goal -> html.append(who(goal == indicator.goals().getFirst())).append(safe(Wording.period(goal.period())))
                    .append("　").append(safe(words.state(goal))).append("</div><div>").append(safe(goal.why())).append("</div>"));
        }
        html.append(head ? "</th>" : "</td>");
    }

    private void goal(Snapshot.Goal goal, boolean first) {
        html.append(who(first)).append(safe(Wording.period(goal.period()))).append("</div><div>").append(safe(goal.words())).append("</div>");
        Snapshot.Before before = goal.before();
        if (before != null) {
            html.append("<div class=\"soft\">").append(safe(words.say("report.before", before.words(), Era.shortDate(before.changedOn()), before.reason())))
                    .append("</div>");
        }
    }

    private void bars(List<Bars.Bar> bars) {
        Bars.Bar latest = bars.stream().filter(bar -> !bar.goal() && bar.percent() != null).reduce((one, other) -> other).orElse(null);
        if (!Bars.areDrawn(bars)) {
            bars.forEach(bar -> html.append("<div>").append(safe(bar.period() + (bar.goal() ? words.say("report.goal.short") : "") + "　" + bar.shown())).append("</div>"));
            return;
        }
        html.append("<div class=\"bars\">");
        for (Bars.Bar bar : bars) {
            html.append("<div class=\"bar-line\"><span class=\"when\">").append(safe(bar.period()));
            if (bar.goal()) {
                html.append(safe(words.say("report.goal.short")));
            }
            html.append("</span><span class=\"track\">");
            if (bar.percent() != null) {
                html.append("<div class=\"fill").append(bar.goal() ? " goal" : bar == latest ? " latest" : "").append("\" style=\"width: ")
                        .append(Math.max(bar.percent(), 1)).append("%\"></div>");
            }
            html.append("</span><span class=\"what").append(bar.goal() ? " goal-words" : "").append("\">").append(safe(bar.shown())).append("</span></div>");
        }
        html.append("</div>");
    }

    // ---- 統計 ----

    private void statistics(Snapshot.Statistics statistics) {
        html.append("<table class=\"pair\"><tbody>");
        for (int at = 0; at < statistics.rows().size(); at += 2) {
            html.append("<tr>");
            for (int side = at; side < at + 2; side++) {
                html.append("<td>");
                if (side < statistics.rows().size()) {
                    Snapshot.Statistic statistic = statistics.rows().get(side);
                    html.append("<h4>").append(safe(statistic.label() + (statistic.unit().isEmpty() ? "" : "（" + statistic.unit() + "）"))).append("</h4>");
                    bars(Bars.of(statistic.points(), List.of()));
                    html.append("<div class=\"source\">").append(safe(words.say("report.source", statistic.source()))).append("</div>");
                }
                html.append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table>");
    }

    // ---- 評価 ----

    private void evaluations(Snapshot.Evaluations evaluations) {
        html.append("<p class=\"marks\">").append(safe(words.say("report.scale"))).append(evaluations.scale().stream()
                .map(rating -> "<span class=\"n\"><b>" + safe(rating.mark()) + "</b>　" + safe(rating.meaning()) + "</span>").collect(Collectors.joining("　／　")))
                .append("</p>");
        table(List.of(words.say("report.subject"), words.say("report.division"), words.say("report.mark"), words.say("report.comment"),
                words.say("report.next")), 24, 12, 6, 29, 29);
        for (Snapshot.Evaluation evaluation : evaluations.rows()) {
            html.append("<tr class=\"keep\"><th scope=\"row\"><div class=\"name\">").append(safe(evaluation.subject())).append("</div></th><td>")
                    .append(safe(evaluation.division())).append("</td><td class=\"mark\">").append(safe(evaluation.mark())).append("</td><td>")
                    .append(safe(evaluation.comment() == null ? "" : evaluation.comment())).append("</td><td>")
                    .append(safe(evaluation.next() == null ? "" : evaluation.next())).append("</td></tr>");
        }
        html.append("</tbody></table>");
    }

    private void table(List<String> heads, int... percents) {
        html.append("<table class=\"all\"><colgroup>");
        for (int percent : percents) {
            html.append("<col style=\"width: ").append(percent).append("%\" />");
        }
        html.append("</colgroup><thead><tr>");
        heads.forEach(head -> html.append("<th scope=\"col\">").append(safe(head)).append("</th>"));
        html.append("</tr></thead><tbody>");
    }
}
