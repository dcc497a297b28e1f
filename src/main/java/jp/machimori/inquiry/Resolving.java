package jp.machimori.inquiry;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 聞く課の確かめ。Between the making of the questions and the opening of an inquiry divisions are renamed, merged and abolished. */
@Component
class Resolving {

    private final Questions questions;
    private final Inquiries inquiries;
    private final Invitations invitations;
    private final Ground ground;
    private final Clock clock;

    Resolving(Questions questions, Inquiries inquiries, Invitations invitations, Ground ground, Clock clock) {
        this.questions = questions;
        this.inquiries = inquiries;
        this.invitations = invitations;
        this.ground = ground;
        this.clock = clock;
    }

    /**
     * 課の移り変わり。
     *
     * @param to key of the division that answers now; null where nobody took over
     * @param questions that it was to be asked
     */
    record Change(String from, @Nullable String to, int questions) {
    }

    /** What changed since the questions were made, of the divisions that are to be asked. */
    List<Change> changes(Inquiry inquiry) {
        Renaming renaming = new Renaming(ground.divisionsByKey());
        return questions.progress(inquiry.id()).stream().map(one -> new Change(one.division(), now(one.division(), renaming), one.all()))
                .filter(change -> !change.from().equals(change.to())).toList();
    }

    private @Nullable String now(String asked, Renaming renaming) {
        FiscalYear today = FiscalYear.of(LocalDate.now(clock));
        Division now = renaming.divisions().get(renaming.asked(asked, today));
        return now == null || !now.isOwn() || !now.existsIn(today) ? null : now.key();
    }

    /** Asks whoever answers now, and only them. @return false when nobody took over from one of them */
    boolean resolve(Inquiry inquiry) {
        List<Change> changes = changes(inquiry);
        if (changes.stream().anyMatch(change -> change.to() == null)) {
            return false;
        }
        resolve(inquiry, changes);
        return true;
    }

    /** As far as somebody took over. @return whoever answers then for that division */
    String foresee(Inquiry inquiry, String division) {
        List<Change> changes = changes(inquiry).stream().filter(change -> change.to() != null).toList();
        resolve(inquiry, changes);
        return changes.stream().filter(change -> change.from().equals(division)).map(Change::to).findFirst().orElse(division);
    }

    private void resolve(Inquiry inquiry, List<Change> changes) {
        changes.forEach(change -> questions.reask(inquiry.id(), change.from(), Objects.requireNonNull(change.to())));
        String keeper = now(inquiry.division(), new Renaming(ground.divisionsByKey()));
        if (keeper != null && !keeper.equals(inquiry.division())) {
            inquiries.keptBy(inquiry.id(), keeper);
        }
        askOnce(inquiry);
    }

    /** An officer says who answers for a division that nobody took over from. @return false when that division cannot */
    boolean pass(Inquiry inquiry, String from, String to) {
        if (!to.equals(now(to, new Renaming(ground.divisionsByKey())))) {
            return false;
        }
        questions.reask(inquiry.id(), from, to);
        askOnce(inquiry);
        return true;
    }

    /** A division is asked about a measure once; who is asked nothing any more is not invited. */
    private void askOnce(Inquiry inquiry) {
        questions.repeated(inquiry.id()).stream().collect(Collectors.groupingBy(question -> List.of(question.node(), question.asked()), LinkedHashMap::new, Collectors.toList())).values()
                .forEach(same -> questions.join(joined(same), same.stream().skip(1).map(Question::id).toList()));
        invitations.only(inquiry.id(), questions.progress(inquiry.id()).stream().map(Questions.Progress::division).toList());
    }

    private Question joined(List<Question> same) {
        Question first = same.getFirst();
        Map<String, Division> divisions = ground.divisionsByKey();
        Joining joining = Joining.of(same.stream().map(Question::slots).toList());
        List<String> parties = new ArrayList<>(same.stream().flatMap(question -> question.parties().stream()).collect(Collectors.toCollection(LinkedHashSet::new)));
        Function<Function<Question, String>, String> marked = text -> Joining.texts(IntStream.range(0, same.size())
                .mapToObj(at -> joining.text(at, text.apply(same.get(at)))));
        Function<Function<Question, String>, String> headed = text -> same.stream().filter(question -> !text.apply(question).isEmpty())
                .map(question -> "【" + question.partyNames(divisions, Locale.JAPANESE) + "】\n" + text.apply(question)).collect(Collectors.joining("\n"));
        return new Question(first.id(), first.inquiry(), first.ord(), first.node(), parties, first.asked(), joining.slots(), marked.apply(Question::draft),
                marked.apply(Question::draftPlan), headed.apply(Question::last), headed.apply(Question::lastPlan),
                taken(same), first.stand(), first.remark(), first.version(), first.counted());
    }

    /** Joined words are a workbook's where all of them are. */
    private static Set<Half> taken(List<Question> same) {
        return Stream.of(Half.values()).filter(half -> same.stream().allMatch(question -> question.taken().contains(half)
                || (half == Half.RESULT ? question.last() : question.lastPlan()).isEmpty())).collect(Collectors.toSet());
    }
}
