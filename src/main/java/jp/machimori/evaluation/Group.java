package jp.machimori.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import jp.machimori.shell.Words;
import org.jspecify.annotations.Nullable;

/** 同じところに並ぶ評価。The subjects of one part of the plan with what was said of them. @param heading names from the pillar down */
record Group(List<Words> heading, List<Line> lines) {

    /** @param said null while nothing was; @param mark of what was said */
    record Line(Subject subject, @Nullable Evaluation said, Scale.@Nullable Mark mark, Scale.@Nullable Mark proposed) {

        static Line of(Round round, Subject subject, @Nullable Evaluation said) {
            return new Line(subject, said, said == null ? null : round.scale().mark(said.mark()).orElse(new Scale.Mark(said.mark(), "", null, "plain")),
                    subject.proposal() == null ? null : round.scale().mark(subject.proposal().mark()).orElse(null));
        }
    }

    static List<Group> of(Round round, Map<String, Evaluation> newest, Predicate<Subject> shown) {
        Map<List<Words>, List<Line>> groups = new LinkedHashMap<>();
        round.subjects().stream().filter(shown).forEach(subject -> groups.computeIfAbsent(subject.above(), any -> new ArrayList<>())
                .add(Line.of(round, subject, newest.get(subject.key()))));
        return groups.entrySet().stream().map(group -> new Group(group.getKey(), group.getValue())).toList();
    }
}
