package jp.machimori.report;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import jp.machimori.town.Value;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Reports of 見本町, whose places, divisions and numbers are invented: a small one, and one as large as wanted from a seed. */
public final class ReportExamples {

    static final LocalDate TAKEN = LocalDate.of(2024, 7, 12);
    static final List<String> HEADS = List.of("主要な施策", "担当課", "施策の内容", "令和5年度の取組み", "令和6年度の取組み（実施予定を含む）");

    private final List<Snapshot.Datum> numbers = new ArrayList<>();
    private final String town;

    private ReportExamples(String town) {
        this.town = town;
    }

    static Wording words() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("jp/machimori/report/messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return new Wording(messages);
    }

    /** A report that is not kept anywhere, of the first edition. */
    static Report report(Snapshot snapshot) {
        return new Report(1, snapshot.year(), 1, null, 1, snapshot.title(), Canonical.sha256(Canonical.json(snapshot)), Instant.EPOCH, null, null);
    }

    static byte[] bytes(Snapshot snapshot, Format format) {
        return Printing.bytes(report(snapshot), snapshot, format, words());
    }

    /** What is kept of it. */
    public static byte[] kept(Snapshot snapshot) {
        return Canonical.json(snapshot);
    }

    /** With every kind of chapter, a formula in a cell, a changed target, values that are no numbers. */
    public static Snapshot small(String town) {
        return small(town, "見本町防犯指針に基づく令和5年度及び令和6年度の取組み等について");
    }

    public static Snapshot small(String town, String title) {
        var made = new ReportExamples(town);
        var vehicle = made.number("coco_vehicles", "actual", "FY2023", "13", "台");
        var patrols = made.number("coco_patrols", "actual", "FY2023", "203", "回");
        var distance = made.number("coco_distance", "actual", "FY2023", "2416", "km");
        var groups = made.number("watch_groups", "actual", "FY2023", "12", "団体");
        var planned = made.number("coco_patrols", "planned", "FY2024", "220", "回");
        var schools = made.datum("drill_schools", "actual", "FY2023", "9", "exact", "校", List.of("指導室", "学務課"));
        var none = made.datum("street_lights", "actual", "FY2023", "なし", "none", "灯", List.of("道路管理課"));
        var sections = List.of(
                new Snapshot.Section(0, "Ⅰ", "犯罪を防ぐ体制をつくる", "町と警察、町会がいっしょに見守ります。", List.of()),
                new Snapshot.Section(1, "1", "地域の見守り", null, List.of(
                        new Snapshot.Row("coco", "青色防犯パトロールの実施", List.of("地域安全課"), "青色回転灯をつけた車で、学校や駅のまわりを見回ります。", List.of(
                                new Snapshot.Said("地域安全課", List.of(line("・車両数 ", vehicle), line("・パトロール回数 ", patrols), line("・距離 ", distance)))),
                                List.of(new Snapshot.Said("地域安全課", List.of(line("・パトロール回数 ", planned), line("・=1+1 の計算をしない"))))),
                        new Snapshot.Row("groups", "=HYPERLINK(\"http://example.test\",\"見守り団体\")", List.of("地域安全課", "学務課"), null, List.of(
                                new Snapshot.Said("地域安全課", List.of(line("・登録団体 ", groups))),
                                new Snapshot.Said("学務課", List.of(line("・防犯教室を開いた学校 ", schools)))), List.of()))),
                new Snapshot.Section(0, "Ⅱ", "犯罪の起きにくいまちをつくる", null, List.of(
                        new Snapshot.Row("lights", "街路灯の整備", List.of("道路管理課"), "+暗い場所を減らします。", List.of(
                                new Snapshot.Said("道路管理課", List.of(line("・新設 ", none), line("・見回りのときに見つけた不点灯は、その日のうちに直した。")))),
                                List.of(new Snapshot.Said("道路管理課", List.of(line("・引き続き実施する。"))))))));
        var crimes = new ArrayList<Snapshot.Point>();
        for (int year = 2014; year <= 2023; year++) {
            crimes.add(point(made.number("crimes", "actual", "CY" + year, String.valueOf(1_204 - (year - 2014) * 67), "件")));
        }
        var base = made.number("patrol_people", "baseline", "FY2019", "410", "人");
        var people = List.of(made.number("patrol_people", "actual", "FY2021", "388", "人"), made.number("patrol_people", "actual", "FY2022", "455", "人"),
                made.number("patrol_people", "actual", "FY2023", "512", "人"));
        var goal = made.number("patrol_people", "target", "FY2023", "500", "人");
        var later = made.number("patrol_people", "target", "FY2027", "650", "人");
        var fear = made.datum("fear", "actual", "FY2022", "7割弱", "words", "", List.of());
        var fearGoal = made.datum("fear", "target", "FY2027", "減少", "direction", "", List.of());
        return made.snapshot(title, new Snapshot.Paper("資料2", "令和6年度第1回見本町安全安心まちづくり協議会", LocalDate.of(2024, 7, 26)),
                List.of(new Snapshot.Measures("令和5年度の取組み及び令和6年度の取組み", HEADS, sections),
                        new Snapshot.Indicators("指標の達成状況", List.of(
                                new Snapshot.Indicator("patrol_people", "見守り活動の参加者数", "活動", List.of("Ⅰ 犯罪を防ぐ体制をつくる", "1 地域の見守り"), "人", List.of(point(base)),
                                        people.stream().map(ReportExamples::point).toList(), List.of(
                                        new Snapshot.Goal(goal.id(), "FY2023", "500人以上", new BigDecimal("500"), "achieved", "令和5年度は512人で、目標の500人以上です。", null),
                                        new Snapshot.Goal(later.id(), "FY2027", "650人以上", new BigDecimal("650"), "not-yet", "令和5年度は512人で、650人まであと138人です。期限は令和9年度です。",
                                                new Snapshot.Before("600人以上", LocalDate.of(2024, 4, 1), "令和5年度の評価で前倒しに達成したため"))), "延べ人数"),
                                new Snapshot.Indicator("fear", "夜の一人歩きに不安を感じる人の割合", "成果", List.of("Ⅱ 犯罪の起きにくいまちをつくる"), "%", List.of(),
                                        List.of(point(fear)), List.of(new Snapshot.Goal(fearGoal.id(), "FY2027", "減少", null, "cannot-say",
                                        "数でない値（7割弱）なので、比べられません。", null)), null))),
                        new Snapshot.Statistics("統計", List.of(new Snapshot.Statistic("crimes", "刑法犯認知件数", "件", crimes, "見本警察署「犯罪の統計」"))),
                        new Snapshot.Evaluations("評価", List.of(new Snapshot.Rating("A", "目標を上回った"), new Snapshot.Rating("B", "おおむね目標どおり"),
                                new Snapshot.Rating("C", "目標を下回った")), List.of(
                                new Snapshot.Evaluation("青色防犯パトロールの実施", "地域安全課", "A", "回数、距離ともに前年度を上回った。", "夕方の見回りを増やす。"),
                                new Snapshot.Evaluation("街路灯の整備", "道路管理課", "B", null, null)))));
    }

    /**
     * As large as wanted, the same from the same seed.
     *
     * @param rows of the table of measures
     * @param most divisions that answer one row; every ninetieth row is answered by four times as many
     */
    public static Snapshot large(String town, long seed, int rows, int most, int indicators, int statistics) {
        var made = new ReportExamples(town);
        var random = new Random(seed);
        var sections = new ArrayList<Snapshot.Section>();
        int at = 0;
        for (int pillar = 0; at < rows; pillar++) {
            sections.add(new Snapshot.Section(0, List.of("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ", "Ⅶ", "Ⅷ", "Ⅸ", "Ⅹ").get(pillar % 10), "柱" + (pillar + 1) + "　安心して暮らせるまちをつくる",
                    pillar % 2 == 0 ? "町、警察、学校、町会がそれぞれの持ち場で、犯罪の起きにくいまちをつくります。" : null, List.of()));
            for (int part = 0; part < 6 && at < rows; part++) {
                var below = new ArrayList<Snapshot.Row>();
                for (int row = 0; row < 8 && at < rows; row++, at++) {
                    below.add(made.row(random, at, at % 90 == 45 ? most * 4 : 1 + random.nextInt(most)));
                }
                sections.add(new Snapshot.Section(1, String.valueOf(part + 1), words(random, 4) + "の推進", null, below));
            }
        }
        var goals = new ArrayList<Snapshot.Indicator>();
        for (int one = 0; one < indicators; one++) {
            List<Snapshot.Point> points = made.decade(random, "indicator_" + one, "件");
            var target = made.number("indicator_" + one, "target", "FY2027", String.valueOf(500 + random.nextInt(2_000)), "件");
            goals.add(new Snapshot.Indicator("indicator_" + one, words(random, 3) + "の件数", "成果", List.of("柱1　安心して暮らせるまちをつくる", words(random, 4) + "の推進"), "件",
                    List.of(points.getFirst()), points, List.of(new Snapshot.Goal(target.id(), "FY2027", shown(target) + "以下",
                    new BigDecimal(target.value()), "not-yet", "期限は令和9年度で、" + words(random, 6) + "。", null)), null));
        }
        var series = new ArrayList<Snapshot.Statistic>();
        for (int one = 0; one < statistics; one++) {
            series.add(new Snapshot.Statistic("series_" + one, words(random, 3) + "の認知件数", "件", made.decade(random, "series_" + one, "件"), "見本警察署「犯罪の統計」"));
        }
        var evaluations = new ArrayList<Snapshot.Evaluation>();
        for (int one = 0; one < rows / 3; one++) {
            evaluations.add(new Snapshot.Evaluation(words(random, 5), division(random), List.of("A", "B", "C").get(random.nextInt(3)), words(random, 20) + "。", words(random, 15) + "。"));
        }
        return made.snapshot("見本町防犯指針に基づく令和5年度及び令和6年度の取組み等について", new Snapshot.Paper("資料1", "令和6年度第1回見本町安全安心まちづくり協議会", LocalDate.of(2024, 7, 26)),
                List.of(new Snapshot.Measures("令和5年度の取組み及び令和6年度の取組み", HEADS, sections), new Snapshot.Indicators("指標の達成状況", goals),
                        new Snapshot.Statistics("統計", series), new Snapshot.Evaluations("評価", List.of(new Snapshot.Rating("A", "目標を上回った"),
                                new Snapshot.Rating("B", "おおむね目標どおり"), new Snapshot.Rating("C", "目標を下回った")), evaluations)));
    }

    private Snapshot.Row row(Random random, int at, int divisions) {
        var results = new ArrayList<Snapshot.Said>();
        var plans = new ArrayList<Snapshot.Said>();
        var parties = new ArrayList<String>();
        for (int each = 0; each < divisions; each++) {
            String division = division(random);
            parties.add(division);
            var lines = new ArrayList<List<Snapshot.Piece>>();
            for (int line = 0; line <= random.nextInt(4); line++) {
                lines.add(random.nextInt(3) == 0 ? line("・" + words(random, 6) + "を実施した。")
                        : line("・" + words(random, 2) + " ", number("answer_" + at + "_" + each + "_" + line, "actual", "FY2023", String.valueOf(random.nextInt(40_000)),
                        List.of("回", "人", "件", "km", "校", "台").get(random.nextInt(6)))));
            }
            results.add(new Snapshot.Said(division, lines));
            plans.add(new Snapshot.Said(division, List.of(line("・" + words(random, 5) + "を続ける。"))));
        }
        return new Snapshot.Row("m" + at, words(random, 3) + "の実施", parties, words(random, 12) + "に取り組みます。", results, plans);
    }

    private List<Snapshot.Point> decade(Random random, String key, String unit) {
        var points = new ArrayList<Snapshot.Point>();
        for (int year = 2014; year <= 2023; year++) {
            points.add(point(number(key, "actual", "FY" + year, String.valueOf(800 + random.nextInt(3_000)), unit)));
        }
        return points;
    }

    private static String division(Random random) {
        return List.of("地域安全課", "学務課", "道路管理課", "子ども家庭課", "高齢福祉課", "公園緑地課", "経済課", "広報秘書課").get(random.nextInt(8));
    }

    private static String words(Random random, int number) {
        List<String> all = List.of("防犯", "見守り", "通学路", "夜間", "駅前", "高齢者", "子ども", "自転車", "特殊詐欺", "町会", "学校", "啓発", "点検", "街路灯", "公園", "講習", "広報", "相談");
        var text = new StringBuilder();
        for (int each = 0; each < number; each++) {
            text.append(all.get(random.nextInt(all.size())));
        }
        return text.toString();
    }

    private Snapshot snapshot(String title, Snapshot.Paper paper, List<Snapshot.Chapter> chapters) {
        return new Snapshot(town, "見本町", title, "FY2023", paper, TAKEN, chapters, numbers);
    }

    private Snapshot.Datum number(String key, String nature, String period, String value, String unit) {
        return datum(key, nature, period, value, "exact", unit, List.of("地域安全課"));
    }

    private Snapshot.Datum datum(String key, String nature, String period, String value, String form, String unit, List<String> reported) {
        UUID id = UUID.nameUUIDFromBytes((key + nature + period).getBytes(StandardCharsets.UTF_8));
        var datum = new Snapshot.Datum(id, key, key, nature, "", period, value, form, unit, reported, "/figures/" + key + "/" + id);
        numbers.add(datum);
        return datum;
    }

    private static Snapshot.Point point(Snapshot.Datum datum) {
        return new Snapshot.Point(datum.id(), datum.period(), shown(datum), number(datum));
    }

    private static @Nullable BigDecimal number(Snapshot.Datum datum) {
        return datum.form().equals("exact") ? new BigDecimal(datum.value()) : null;
    }

    static String shown(Snapshot.Datum datum) {
        BigDecimal number = number(datum);
        return number == null ? datum.value() : Value.grouped(number) + datum.unit();
    }

    private static List<Snapshot.Piece> line(String text) {
        return List.of(new Snapshot.Piece(text, null));
    }

    private static List<Snapshot.Piece> line(String text, Snapshot.Datum datum) {
        return List.of(new Snapshot.Piece(text, null), new Snapshot.Piece(shown(datum), datum.id()));
    }
}
