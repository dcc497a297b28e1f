package jp.machimori.inquiry;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jp.machimori.post.Mail;
import jp.machimori.post.Post;
import jp.machimori.town.Division;
import jp.machimori.town.Era;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** 依頼と督促。Mails divisions the link by which they answer, and reminds those that have not. */
@Component
class Inviting {

    /** For so long after its deadline a link still opens: what comes late is kept and shown. */
    private static final int GRACE_DAYS = 60;

    private final Inquiries inquiries;
    private final Invitations invitations;
    private final Questions questions;
    private final Letters letters;
    private final Post post;
    private final Ground ground;
    private final Towns towns;
    private final MessageSource messages;
    private final Clock clock;
    private final String address;

    Inviting(Inquiries inquiries, Invitations invitations, Questions questions, Letters letters, Post post, Ground ground, Towns towns, MessageSource messages,
             Clock clock, @Value("${machimori.address:http://localhost:${server.port:8080}}") String address) {
        this.inquiries = inquiries;
        this.invitations = invitations;
        this.questions = questions;
        this.letters = letters;
        this.post = post;
        this.ground = ground;
        this.towns = towns;
        this.messages = messages;
        this.clock = clock;
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    /** With the covering letter. @return divisions that have no mailbox to write to */
    List<String> invite(Inquiry inquiry, Collection<String> divisions) {
        return write(inquiry, divisions, "inquiry.mail.subject", "inquiry.mail.text",
                List.of(new Mail.Attachment(Letters.NAME, Letters.DOCX.toString(), letters.letter(inquiry))));
    }

    /** Reminds those of them that have something to answer still. */
    List<String> remind(Inquiry inquiry, Collection<String> divisions) {
        return write(inquiry, divisions, "inquiry.reminder.subject", "inquiry.reminder.text", List.of());
    }

    /**
     * Tells a division which answer is to be looked at again, and why.
     *
     * @param measure label of what it was asked about
     */
    void returned(Inquiry inquiry, Question question, String measure, String why) {
        Invitation invitation = invitations.find(inquiry.id(), question.asked()).orElseThrow();
        if (invitation.address() != null) {
            Map<String, Division> names = ground.divisionsByKey();
            Object[] words = {Renaming.name(names, question.asked(), Locale.JAPANESE), Renaming.name(names, inquiry.division(), Locale.JAPANESE), inquiry.title(),
                    day(inquiry.deadline()), why, measure, link(towns.current(), inquiry, question.asked())};
            post.send(new Mail(UUID.randomUUID(), invitation.address(), say("inquiry.returned-mail.subject", words), say("inquiry.returned-mail.text", words),
                    about(inquiry, question.asked())));
        }
    }

    private List<String> write(Inquiry inquiry, Collection<String> divisions, String subject, String text, List<Mail.Attachment> files) {
        Town town = towns.current();
        Map<String, Division> names = ground.divisionsByKey();
        Map<String, Invitation> all = invitations.of(inquiry.id());
        Map<String, Questions.Progress> progress = new HashMap<>();
        questions.progress(inquiry.id()).forEach(one -> progress.put(one.division(), one));
        List<String> without = new ArrayList<>();
        for (String key : divisions) {
            Invitation invitation = all.get(key);
            if (invitation == null || invitation.address() == null) {
                without.add(key);
                continue;
            }
            Questions.Progress one = progress.getOrDefault(key, new Questions.Progress(key, 0, 0, 0, 0));
            Object[] words = {Renaming.name(names, key, Locale.JAPANESE), Renaming.name(names, inquiry.division(), Locale.JAPANESE), inquiry.title(),
                    day(inquiry.deadline()), String.valueOf(one.all()), String.valueOf(one.due()), link(town, inquiry, key)};
            post.send(new Mail(UUID.randomUUID(), invitation.address(), say(subject, words), say(text, words), files, about(inquiry, key), null));
            invitations.sent(inquiry.id(), key);
        }
        return without;
    }

    /** 令和8年5月22日（金） */
    static String day(LocalDate day) {
        return Era.dateOf(day) + "（" + day.getDayOfWeek().getDisplayName(TextStyle.NARROW, Locale.JAPANESE) + "）";
    }

    private String say(String key, Object[] words) {
        return messages.getMessage(key, words, Locale.JAPANESE);
    }

    /** A further link for that division, as it is mailed or given by hand. */
    String link(Town town, Inquiry inquiry, String division) {
        return address + "/" + town.key() + "/answers/link/" + invitations.link(inquiry.id(), division, expires(inquiry));
    }

    private Instant expires(Inquiry inquiry) {
        LocalDate today = LocalDate.now(clock);
        LocalDate last = inquiry.deadline().isAfter(today) ? inquiry.deadline() : today;
        return last.plusDays(GRACE_DAYS).atStartOfDay(clock.getZone()).toInstant();
    }

    /** What became of the mails to one division. */
    static String about(Inquiry inquiry, String division) {
        return "inquiry/" + inquiry.id() + "/" + division;
    }
}
