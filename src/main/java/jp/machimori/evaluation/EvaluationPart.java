package jp.machimori.evaluation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jp.machimori.town.Mistakes;
import jp.machimori.town.Pack;
import jp.machimori.town.PackPart;
import jp.machimori.town.Sheet;
import jp.machimori.town.SheetSchema;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code evaluation.yaml} of a pack: the town's own scale. */
@Component
@Order(40)
public class EvaluationPart implements PackPart {

    private static final SheetSchema SCHEMA = new SheetSchema(EvaluationPart.class, "evaluation.schema.json");

    private final ObjectProvider<Scales> scales;

    /** What loading takes is asked for when it loads: a pack is checked without a database. */
    EvaluationPart(ObjectProvider<Scales> scales) {
        this.scales = scales;
    }

    @Override
    public Loading check(Pack pack, Mistakes mistakes) {
        List<Scale> read = pack.sheet("evaluation.yaml", SCHEMA).map(sheet -> check(sheet, pack, mistakes)).stream().toList();
        return reload -> scales.getObject().load(read, reload);
    }

    private static Scale check(Sheet sheet, Pack pack, Mistakes mistakes) {
        Scale scale = sheet.as(Scale.class);
        Set<String> marks = new HashSet<>();
        for (int at = 0; at < scale.marks().size(); at++) {
            String mark = scale.marks().get(at).mark();
            if (!marks.add(mark)) {
                mistakes.add(sheet.file(), sheet.line("/marks/" + at), "評価の段階「" + mark + "」が二度あります。片方を変えてください。");
            }
        }
        if (scale.level() != null && scale.rates() == Scale.Rated.MEASURES) {
            pack.refer("level", scale.level(), sheet.file(), sheet.line("/level"));
        } else if (scale.level() != null) {
            mistakes.add(sheet.file(), sheet.line("/level"), "level は、rates が measures のときだけ使います。消してください。");
        }
        if (scale.propose() != null) {
            check(scale.propose(), marks, sheet, mistakes);
        }
        return scale;
    }

    private static void check(Scale.Rule rule, Set<String> marks, Sheet sheet, Mistakes mistakes) {
        for (int at = 0; at < rule.percent().size(); at++) {
            known(rule.percent().get(at).mark(), marks, "/propose/percent/" + at + "/mark", sheet, mistakes);
            if (at > 0 && rule.percent().get(at).atLeast() >= rule.percent().get(at - 1).atLeast()) {
                mistakes.add(sheet.file(), sheet.line("/propose/percent/" + at + "/at-least"), "at-least は、大きいものから順に書いてください。");
            }
        }
        rule.states().forEach((state, mark) -> known(mark, marks, "/propose/states/" + state, sheet, mistakes));
    }

    private static void known(String mark, Set<String> marks, String pointer, Sheet sheet, Mistakes mistakes) {
        if (!marks.contains(mark)) {
            mistakes.add(sheet.file(), sheet.line(pointer), "評価の段階「" + mark + "」が marks にありません。つづりを確かめるか、marks に書き足してください。");
        }
    }
}
