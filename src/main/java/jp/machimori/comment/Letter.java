package jp.machimori.comment;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import jp.machimori.ledger.Typed;
import org.jspecify.annotations.Nullable;

/** 届いた意見書。A comment that came on paper, by fax or by mail, as an officer typed it in. */
record Letter(String channel, String on, String late, String section, String text, String name, String address, String email) {

    /** A letter may be longer than what the page takes. */
    private static final int LONGEST = 50_000;

    Letter {
        channel = clean(channel);
        on = clean(on);
        late = clean(late).replace('\n', ' ');
        section = clean(section);
        text = clean(text);
        name = clean(name).replace('\n', ' ');
        address = clean(address).replace('\n', ' ');
        email = clean(email).replace('\n', ' ');
    }

    private static String clean(@Nullable String typed) {
        return typed == null ? "" : Typed.clean(typed);
    }

    /** Message key by field, in the order of the form. */
    Map<String, String> faults(Consultation one, LocalDate today) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (Comment.Channel.of(channel) == null) {
            faults.put("channel", "comment.letter.channel.missing");
        }
        LocalDate day = Typed.date(on).orElse(null);
        if (day == null) {
            faults.put("on", "comment.letter.on.missing");
        } else if (day.isAfter(today)) {
            faults.put("on", "comment.letter.on.future");
        } else if (day.isBefore(one.from())) {
            faults.put("on", "comment.letter.on.early");
        } else if (day.isAfter(one.to()) && late.isEmpty()) {
            faults.put("late", "comment.letter.late.missing");
        }
        if (late.length() > 500) {
            faults.put("late", "comment.letter.late.long");
        }
        if (text.isEmpty()) {
            faults.put("text", "comment.letter.text.missing");
        } else if (text.length() > LONGEST) {
            faults.put("text", "comment.letter.text.long");
        }
        if (name.length() > 100 || address.length() > 200 || email.length() > 254) {
            faults.put("name", "comment.letter.person.long");
        }
        return faults;
    }

    @Override
    public String toString() {
        return "Letter";
    }
}
