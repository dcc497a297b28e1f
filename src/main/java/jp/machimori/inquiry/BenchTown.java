package jp.machimori.inquiry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jp.machimori.town.FiscalYear;

/**
 * 計測町。A town of invented measures, for each of which all its divisions answer: how often something was held and how many
 * came. What they say of last year is printed in its one document.
 *
 * @param year whose results are asked for
 */
record BenchTown(int measures, int divisions, FiscalYear year) {

    static final String KEY = "keisoku";
    static final String PLAN = "keisoku-plan";
    private static final int PILLARS = 10;
    private static final int SEED = 3;

    List<String> divisionKeys() {
        return IntStream.rangeClosed(1, divisions).mapToObj("d%02d"::formatted).toList();
    }

    /** Writes its pack into the folder of packs. */
    void write(Path packs) throws IOException {
        Path pack = Files.createDirectories(packs.resolve(KEY));
        Files.writeString(pack.resolve("town.yaml"), """
                key: %s
                name: 計測町
                kind: municipality
                documents: [{key: results, title: 計測町の冊子}]
                divisions:
                """.formatted(KEY) + IntStream.rangeClosed(1, divisions).mapToObj("  - {key: d%1$02d, name: 第%1$d課}%n"::formatted).collect(Collectors.joining()));
        Files.writeString(pack.resolve("plan.yaml"), plan());
        Files.writeString(pack.resolve("figures.csv"), figures());
    }

    private String plan() {
        String all = String.join(", ", divisionKeys());
        StringBuilder plan = new StringBuilder("""
                plans:
                  - key: %s
                    label: 計測町安全計画
                    period: FY%d..FY%d
                    nodes:
                """.formatted(PLAN, year.year() - 1, year.year() + 3));
        for (int pillar = 0; pillar < PILLARS; pillar++) {
            plan.append("      - key: pillar%1$d%n        number: \"%1$d\"%n        label: 柱%1$d%n        children:%n".formatted(pillar + 1));
            for (int at = pillar; at < measures; at += PILLARS) {
                plan.append("""
                                  - key: m%1$d
                                    label: 施策%1$d
                                    about: 地域の人と力を合わせ、だれもが安心して暮らせる町をつくります。
                                    divisions: [%2$s]
                                    programmes: [{key: p%1$d, path: "%1$d", label: 施策%1$d, divisions: [%2$s], sources: ["results:%1$d"], home: {kind: answer}}]
                        """.formatted(at + 1, all));
            }
        }
        return plan.toString();
    }

    private String figures() {
        Random random = new Random(SEED);
        StringBuilder rows = new StringBuilder("key,nature,label,label_en,dimension,period,value,unit,form,sources,note\n");
        for (int measure = 1; measure <= measures; measure++) {
            for (int division = 1; division <= divisions; division++) {
                rows.append("m%1$d_held,actual,施策%1$d 開催回数,,dept=第%2$d課,FY%3$d,%4$d,回,exact,results:%1$d,%n"
                        .formatted(measure, division, year.year() - 1, 1 + random.nextInt(60)));
                rows.append("m%1$d_joined,actual,施策%1$d 参加者数,,dept=第%2$d課,FY%3$d,%4$d,人,exact,results:%1$d,%n"
                        .formatted(measure, division, year.year() - 1, 10 + random.nextInt(3_000)));
            }
        }
        return rows.toString();
    }
}
