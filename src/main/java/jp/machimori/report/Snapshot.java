package jp.machimori.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;

/**
 * 報告書の控え。Everything a report to the council says, frozen on one day; the page, the PDF, the document, the workbook and
 * the open data are all made from it and say the same. What changes afterwards changes no snapshot.
 *
 * @param town key of the town
 * @param title 小金井市防犯指針に基づく令和5年度及び令和6年度の取組み等について
 * @param year the fiscal year that is reported, as {@code FY2023}
 * @param numbers every number that the chapters show, each once, however often it is shown
 */
public record Snapshot(String town, String townName, String title, String year, Paper paper, LocalDate takenOn,
                       List<Chapter> chapters, List<Datum> numbers) {

    /** @throws IllegalArgumentException when it is of no fiscal year, has no chapter, or a shown number is not among the numbers */
    public Snapshot {
        chapters = List.copyOf(chapters);
        numbers = List.copyOf(numbers);
        if (!(Period.parse(year) instanceof FiscalYear)) {
            throw new IllegalArgumentException("no fiscal year: " + year);
        }
        if (chapters.isEmpty()) {
            throw new IllegalArgumentException("no chapter");
        }
        Set<UUID> known = new HashSet<>();
        for (Datum datum : numbers) {
            if (!known.add(datum.id())) {
                throw new IllegalArgumentException("a number stands twice: " + datum.id());
            }
            if (!datum.path().startsWith("/")) {
                throw new IllegalArgumentException("no path beneath the town: " + datum.path());
            }
        }
        chapters.stream().flatMap(Chapter::shown).filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw new IllegalArgumentException("shown but not among the numbers: " + id);
        });
    }

    /** 右上の記載。What stands top right on each page: 資料番号, 会議名, date; each may be left out. */
    public record Paper(@Nullable String number, @Nullable String meeting, @Nullable LocalDate on) {
    }

    /**
     * 控えた数値。
     *
     * @param id of the figure, or of what was counted
     * @param nature actual, planned, baseline, target, budget
     * @param value as {@code figures.csv} writes it, without separators
     * @param form of the value, as exact or none
     * @param reported divisions that reported it
     * @param path where it comes from, beneath the town
     */
    public record Datum(UUID id, String key, String label, String nature, String dimension, String period, String value, String form,
                        String unit, List<String> reported, String path) {

        /** With another path. */
        Datum at(String path) {
            return new Datum(id, key, label, nature, dimension, period, value, form, unit, reported, path);
        }
    }

    /** 章。 */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Measures.class, name = "measures"),
        @JsonSubTypes.Type(value = Indicators.class, name = "indicators"),
        @JsonSubTypes.Type(value = Statistics.class, name = "statistics"),
        @JsonSubTypes.Type(value = Evaluations.class, name = "evaluations")})
    public sealed interface Chapter {
        String title();

        /** Ids of the numbers that it shows, each as often as it shows it. */
        Stream<UUID> shown();
    }

    /**
     * 施策の一覧。The big table.
     *
     * @param heads of its five columns, in the town's own spelling: 主要な施策｜担当課｜施策の内容｜令和5年度の取組み｜…
     */
    public record Measures(String title, List<String> heads, List<Section> sections) implements Chapter {

        /** @throws IllegalArgumentException when the heads are not five */
        public Measures {
            if (heads.size() != 5) {
                throw new IllegalArgumentException("not five heads: " + heads);
            }
        }

        @Override
        public Stream<UUID> shown() {
            return sections.stream().flatMap(section -> section.rows().stream())
                    .flatMap(row -> Stream.concat(row.results().stream(), row.plans().stream()))
                    .flatMap(said -> said.lines().stream()).flatMap(List::stream)
                    .flatMap(piece -> Stream.ofNullable(piece.datum()));
        }
    }

    /**
     * A heading that spans the table, and the rows right below it.
     *
     * @param level 0 for a pillar
     */
    public record Section(int level, @Nullable String number, String label, @Nullable String about, List<Row> rows) {
    }

    /** 施策の一行。 @param node key of the node; @param parties names as the plan lists them */
    public record Row(String node, String label, List<String> parties, @Nullable String about, List<Said> results, List<Said> plans) {
    }

    /** 【課名】 and what it says, line by line. */
    public record Said(String division, List<List<Piece>> lines) {
    }

    /** A piece of a line: words, or (with the id of a datum) a printed number with its unit. */
    public record Piece(String text, @Nullable UUID datum) {
    }

    /** 指標の一覧。 */
    public record Indicators(String title, List<Indicator> rows) implements Chapter {
        @Override
        public Stream<UUID> shown() {
            return rows.stream().flatMap(row -> Stream.of(row.baselines().stream().map(Point::datum), row.points().stream().map(Point::datum),
                    row.goals().stream().map(Goal::datum)).flatMap(ids -> ids));
        }
    }

    /**
     * @param kind as it is printed before 指標: 成果, 活動 …
     * @param measure what it belongs to, from the pillar down
     * @param points by time
     */
    public record Indicator(String key, String label, String kind, List<String> measure, String unit, List<Point> baselines,
                            List<Point> points, List<Goal> goals, @Nullable String note) {
    }

    /**
     * A value of a period.
     *
     * @param shown with its unit, as 2,416km or なし
     * @param number null when it is none to draw
     */
    public record Point(UUID datum, String period, String shown, @Nullable BigDecimal number) {
    }

    /**
     * 目標と達成。
     *
     * @param words 2,980件以下
     * @param number to draw, null when the target is none
     * @param state achieved, not-yet, not-achieved, cannot-say
     * @param why always there
     */
    public record Goal(UUID datum, String period, String words, @Nullable BigDecimal number, String state, String why,
                       @Nullable Before before) {
    }

    /** 変更前の目標。The target before it was changed. */
    public record Before(String words, LocalDate changedOn, String reason) {
    }

    /** 統計。 */
    public record Statistics(String title, List<Statistic> rows) implements Chapter {
        @Override
        public Stream<UUID> shown() {
            return rows.stream().flatMap(row -> row.points().stream()).map(Point::datum);
        }
    }

    /** A line of a series. */
    public record Statistic(String key, String label, String unit, List<Point> points, String source) {
    }

    /**
     * 評価。
     *
     * @param scale the town's own ratings, the best first
     */
    public record Evaluations(String title, List<Rating> scale, List<Evaluation> rows) implements Chapter {
        @Override
        public Stream<UUID> shown() {
            return Stream.empty();
        }
    }

    /** S 目標を大きく上回った */
    public record Rating(String mark, String meaning) {
    }

    /** @param subject the measure or indicator that is rated; @param next what changes next year */
    public record Evaluation(String subject, String division, String mark, @Nullable String comment, @Nullable String next) {
    }
}
