package jp.machimori.inquiry;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Line;
import jp.machimori.plan.Node;
import jp.machimori.report.Snapshot;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** 結果の書き方。Says what the divisions answered of a closed inquiry, for the report and for everybody's pages alike. */
@Component
class Telling {

    private final Answers answers;
    private final Ground ground;
    private final Settlements settlements;
    private final Figures figures;
    private final MessageSource messages;

    Telling(Answers answers, Ground ground, Settlements settlements, Figures figures, MessageSource messages) {
        this.answers = answers;
        this.ground = ground;
        this.settlements = settlements;
        this.figures = figures;
        this.messages = messages;
    }

    /** What is to be said of these questions. @param numbers where the numbers go that are said, each once */
    Told told(Inquiry inquiry, Collection<Question> asked, Map<UUID, Snapshot.Datum> numbers, Locale locale) {
        Renaming renaming = new Renaming(ground.divisionsByKey());
        return new Told(inquiry, answers.counted(asked), renaming, figures.of(asked.stream().flatMap(question -> question.slots().stream())
                .flatMap(slot -> Stream.of(Half.values()).map(half -> renaming.line(slot, inquiry.year(half)))).distinct().toList()),
                settlements.of(inquiry.id()), numbers, messages, locale);
    }

    /** Each number stands once, with all divisions that reported it. */
    static UUID note(Figure figure, @Nullable String division, Map<UUID, Snapshot.Datum> numbers) {
        numbers.merge(figure.id(), datum(figure, division == null ? List.of() : List.of(division)), (one, other) -> {
            Set<String> reported = new LinkedHashSet<>(one.reported());
            reported.addAll(other.reported());
            return datum(figure, List.copyOf(reported));
        });
        return figure.id();
    }

    private static Snapshot.Datum datum(Figure figure, List<String> reported) {
        return new Snapshot.Datum(figure.id(), figure.key(), figure.label().ja(), figure.nature().notation(), figure.line().dimension().printed(),
                figure.period().notation(), figure.value().text(), figure.value().form().notation(), figure.unit(), reported, figure.path());
    }

    /** 書かれること。 @param locale of the names of divisions */
    record Told(Inquiry inquiry, Map<UUID, Answer> answers, Renaming renaming, Map<Line, List<Figure>> known, List<Settlement> settlements,
                Map<UUID, Snapshot.Datum> numbers, MessageSource messages, Locale locale) {

        /** A measure as it was called then. */
        Snapshot.Row row(Node node, List<Question> asked) {
            List<String> parties = asked.stream().flatMap(question -> question.parties().stream()).distinct()
                    .map(key -> Renaming.name(renaming.divisions(), key, locale)).toList();
            return new Snapshot.Row(node.key(), node.label(), parties, node.about(), said(asked, Half.RESULT), said(asked, Half.PLAN));
        }

        private List<Snapshot.Said> said(List<Question> asked, Half half) {
            FiscalYear year = inquiry.year(half);
            return asked.stream().map(question -> {
                String name = question.name(year, renaming.divisions());
                Answer.Said said = answers.containsKey(question.id()) ? answers.get(question.id()).said(half) : Answer.Said.NOT_YET;
                if (half == Half.RESULT && said.outcome() == Outcome.NOT_YET) {
                    return new Snapshot.Said(name, List.of(List.of(new Snapshot.Piece(say("inquiry.results.unanswered"), null))));
                }
                List<List<Snapshot.Piece>> lines = AnswerText.lines(said, question.slots(half)).stream().map(line -> line.stream().map(piece ->
                        new Snapshot.Piece(piece.text(), piece.slot() == null ? null : figure(piece.slot(), half)
                                .filter(figure -> said.numbers().get(piece.slot().label()).saysTheSameAs(figure.value()))
                                .map(figure -> note(figure, name, numbers)).orElse(null))).toList()).toList();
                Stream<List<Snapshot.Piece>> settled = question.slots(half).stream().filter(slot -> said.outcome() == Outcome.TOLD && said.numbers().containsKey(slot.label()))
                        .flatMap(slot -> figure(slot, half).filter(figure -> !said.numbers().get(slot.label()).saysTheSameAs(figure.value()))
                                .flatMap(figure -> settled(slot, half, figure, name)).stream());
                return new Snapshot.Said(name, Stream.of(lines.stream(), settled, half == Half.RESULT ? corrected(question) : Stream.<List<Snapshot.Piece>>empty())
                        .flatMap(Function.identity()).toList());
            }).filter(said -> !said.lines().isEmpty()).toList();
        }

        /** That the answer came after the closing, or took the place of another then, and why it counts. */
        private Stream<List<Snapshot.Piece>> corrected(Question question) {
            return Stream.ofNullable(answers.get(question.id())).filter(answer -> answer.reason() != null)
                    .map(answer -> List.of(new Snapshot.Piece(say(answer.version() == 1 ? "inquiry.corrected.first" : "inquiry.corrected", Objects.requireNonNull(answer.reason())), null)));
        }

        private Optional<Figure> figure(Slot slot, Half half) {
            return known.getOrDefault(renaming.line(slot, inquiry.year(half)), List.of()).stream()
                    .filter(figure -> figure.nature() == half.nature() && figure.period().equals(slot.period(inquiry.year(half))))
                    .reduce((one, other) -> other.reported() != null && one.reported() == null ? other : one);
        }

        /** A line below an answer whose number is not the one that counts: which does, and why. */
        private Optional<List<Snapshot.Piece>> settled(Slot slot, Half half, Figure figure, String teller) {
            String line = renaming.line(slot, inquiry.year(half)).notation();
            return settlements.stream().filter(one -> one.half() == half && one.line().equals(line) && one.period().equals(figure.period().notation())).findFirst().map(one -> List.of(
                    new Snapshot.Piece(say(one.isSum() ? "inquiry.settled.sum" : "inquiry.settled.one", slot.label()), null),
                    new Snapshot.Piece(figure.value().label(Locale.JAPANESE, figure.unit()), note(figure, one.isSum() ? teller : null, numbers)),
                    new Snapshot.Piece(one.reason().isEmpty() ? "" : "（" + one.reason() + "）", null)));
        }

        private String say(String key, Object... words) {
            return Objects.requireNonNull(messages.getMessage(key, words, Locale.JAPANESE));
        }
    }
}
