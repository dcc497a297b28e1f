package jp.machimori.comment;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.machimori.ledger.Typed;
import org.jspecify.annotations.Nullable;

/** 募集の条件。A consultation as an officer typed it. */
record Terms(String title, String about, String division, String from, String to, String shortReason, String commenters,
             String whereTo, String name, String address, String outcomes, String years) {

    Terms {
        title = clean(title).replace('\n', ' ');
        about = clean(about);
        division = clean(division);
        from = clean(from);
        to = clean(to);
        shortReason = clean(shortReason).replace('\n', ' ');
        commenters = clean(commenters);
        whereTo = clean(whereTo);
        name = clean(name);
        address = clean(address);
        outcomes = clean(outcomes);
        years = clean(years);
    }

    private static String clean(@Nullable String typed) {
        return typed == null ? "" : Typed.clean(typed);
    }

    static Terms of(Consultation one) {
        return new Terms(one.title(), one.about(), one.division(), one.from().toString(), one.to().toString(),
                one.shortReason() == null ? "" : one.shortReason(), one.commenters(), one.whereTo(), one.name().key(), one.address().key(),
                String.join("\n", one.outcomes()), String.valueOf(one.retentionYears()));
    }

    /**
     * @param divisions keys of those it may belong to
     * @param before what it changes; what the public has read already stays
     * @param used outcomes that topics have
     * @param today the first day that may still be published
     * @return message key by field, in the order of the form
     */
    Map<String, String> faults(Set<String> divisions, @Nullable Consultation before, Set<String> used, LocalDate today) {
        Map<String, String> faults = new LinkedHashMap<>();
        check(faults, "title", title, 200, "comment.terms.title.missing", "comment.terms.title.long");
        check(faults, "about", about, 10_000, "comment.terms.about.missing", "comment.terms.about.long");
        if (!divisions.contains(division)) {
            faults.put("division", "comment.terms.division.missing");
        }
        LocalDate first = Typed.date(from).orElse(null);
        LocalDate last = Typed.date(to).orElse(null);
        if (first == null) {
            faults.put("from", "comment.terms.from.missing");
        } else if (first.isBefore(today) && (before == null || !before.isPublished())) {
            faults.put("from", "comment.terms.from.past");
        }
        if (last == null) {
            faults.put("to", "comment.terms.to.missing");
        } else if (first != null && last.isBefore(first)) {
            faults.put("to", "comment.terms.to.early");
        } else if (before != null && before.isPublished() && last.isBefore(before.to())) {
            faults.put("to", "comment.terms.to.shortened");
        } else if (first != null && Consultation.days(first, last) > 366) {
            faults.put("to", "comment.terms.to.late");
        }
        if (first != null && before != null && before.isPublished() && !first.equals(before.from())) {
            faults.put("from", "comment.terms.from.fixed");
        }
        if (first != null && last != null && !last.isBefore(first) && Consultation.days(first, last) < Consultation.USUAL_DAYS
                && shortReason.isEmpty()) {
            faults.put("shortReason", "comment.terms.short.missing");
        } else if (shortReason.length() > 500) {
            faults.put("shortReason", "comment.terms.short.long");
        }
        check(faults, "commenters", commenters, 2_000, "comment.terms.commenters.missing", "comment.terms.commenters.long");
        check(faults, "whereTo", whereTo, 2_000, "comment.terms.where.missing", "comment.terms.where.long");
        if (Consultation.Asking.of(name) == null) {
            faults.put("name", "comment.terms.asking.missing");
        }
        if (Consultation.Asking.of(address) == null) {
            faults.put("address", "comment.terms.asking.missing");
        }
        if (outcomeList().isEmpty() || outcomeList().size() > 20 || outcomeList().stream().anyMatch(outcome -> outcome.length() > 60)) {
            faults.put("outcomes", "comment.terms.outcomes.wrong");
        } else if (!outcomeList().containsAll(used)) {
            faults.put("outcomes", "comment.terms.outcomes.used");
        }
        if (yearCount() < 1 || yearCount() > 30) {
            faults.put("years", "comment.terms.years.wrong");
        }
        return faults;
    }

    /** Only when there are no faults. */
    Consultation consultation(UUID id, int version) {
        Consultation.Asking named = Consultation.Asking.of(name);
        Consultation.Asking addressed = Consultation.Asking.of(address);
        if (named == null || addressed == null) {
            throw new IllegalStateException("not checked");
        }
        return new Consultation(id, title, about, division, Typed.date(from).orElseThrow(), Typed.date(to).orElseThrow(),
                shortReason.isEmpty() ? null : shortReason, commenters, whereTo, named, addressed, outcomeList(), yearCount(), null, null, "", version);
    }

    private List<String> outcomeList() {
        return Arrays.stream(outcomes.split("\n")).map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
    }

    private int yearCount() {
        return Typed.number(years, "年").map(number -> number.stripTrailingZeros().scale() <= 0 && number.precision() < 4 ? number.intValue() : 0).orElse(0);
    }

    private static void check(Map<String, String> faults, String field, String text, int most, String missing, String tooLong) {
        if (text.isEmpty()) {
            faults.put(field, missing);
        } else if (text.length() > most) {
            faults.put(field, tooLong);
        }
    }
}
