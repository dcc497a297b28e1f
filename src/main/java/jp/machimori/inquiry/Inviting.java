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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.post.Mail;
import jp.machimori.post.Mailboxes;
import jp.machimori.post.Post;
import jp.machimori.town.Division;
import jp.machimori.town.Era;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.jspecify.annotations.Nullable;
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
    private final Answering answering;
    private final Letters letters;
    private final Mailboxes mailboxes;
    private final Post post;
    private final Ground ground;
    private final Towns towns;
    private final MessageSource messages;
    private final Clock clock;
    private final String address;

    Inviting(Inquiries inquiries, Invitations invitations, Questions questions, Answering answering, Letters letters, Mailboxes mailboxes, Post post, Ground ground, Towns towns,
             MessageSource messages, Clock clock, @Value("${machimori.address:http://localhost:${server.port:8080}}") String address) {
        this.inquiries = inquiries;
        this.invitations = invitations;
        this.questions = questions;
        this.answering = answering;
        this.letters = letters;
        this.mailboxes = mailboxes;
        this.post = post;
        this.ground = ground;
        this.towns = towns;
        this.messages = messages;
        this.clock = clock;
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    /** With the covering letter. @return divisions that have no mailbox to write to */
    List<String> invite(Inquiry inquiry, Collection<String> divisions) {
        return write(inquiry, divisions, "inquiry.mail.subject", "inquiry.mail.text", letter(inquiry), key -> List.of(filled(inquiry, key)));
    }

    /** 下見のメール。 @param address null: the division has no mailbox */
    record Draft(@Nullable String address, String subject, String text) {
    }

    /** The first mail as that division would get it today; where the link will stand, it says so. */
    Draft draft(Inquiry inquiry, String division) {
        Object[] words = words(inquiry, division, questions.progressOf(inquiry.id(), division), say("inquiry.preview.link", new Object[0]), List.of(filled(inquiry, division)));
        return new Draft(invitations.find(inquiry.id(), division).map(Invitation::address).orElse(null), say("inquiry.mail.subject", words), say("inquiry.mail.text", words));
    }

    private List<Mail.Attachment> letter(Inquiry inquiry) {
        return List.of(new Mail.Attachment(Letters.NAME, Letters.DOCX.toString(), letters.letter(inquiry)));
    }

    /**
     * With the covering letter: a question that another division was asked first. Where its mail reaches nobody, the division that asks is told.
     *
     * @param measure label of what is asked about
     */
    void handedOn(Inquiry inquiry, String from, String to, String measure) {
        Map<String, Division> names = ground.divisionsByKey();
        String whose = Renaming.name(names, from, Locale.JAPANESE);
        if (!write(inquiry, List.of(to), "inquiry.handed-mail.subject", "inquiry.handed-mail.text", letter(inquiry), key -> List.of(whose, measure)).isEmpty()) {
            Object[] words = {Renaming.name(names, to, Locale.JAPANESE), whose, measure, inquiry.title(), address + "/" + towns.current().key() + inquiry.path()};
            mailboxes.of(inquiry.division()).ifPresent(office -> post.send(new Mail(UUID.randomUUID(), office, say("inquiry.unmailed.subject", words),
                    say("inquiry.unmailed.text", words), "inquiry/" + inquiry.id())));
        }
    }

    /** What the boxes of a division hold already, in a sentence; empty when they hold nothing. */
    private String filled(Inquiry inquiry, String division) {
        List<Answering.Item> items = answering.items(inquiry, questions.of(inquiry.id(), division, -1, Integer.MAX_VALUE));
        boolean last = items.stream().anyMatch(item -> !item.question().last().isEmpty() || !item.past().isEmpty());
        boolean numbers = items.stream().anyMatch(item -> item.readings().values().stream().anyMatch(reading -> !reading.typed().numbers().isEmpty()));
        return !last && !numbers ? "" : say(last && numbers ? "inquiry.mail.filled" : last ? "inquiry.mail.filled.last" : "inquiry.mail.filled.numbers", new Object[0]) + "\n";
    }

    /** Reminds those of them that have something to answer still; who was never written to, as its address came later, is asked. */
    List<String> remind(Inquiry inquiry, Collection<String> divisions) {
        Map<String, Invitation> all = invitations.of(inquiry.id());
        Map<Boolean, List<String>> written = divisions.stream()
                .collect(Collectors.partitioningBy(key -> all.containsKey(key) && all.get(key).sentAt() != null));
        boolean over = inquiry.deadline().isBefore(LocalDate.now(clock));
        return Stream.of(invite(inquiry, written.get(false)), over
                ? write(inquiry, written.get(true), "inquiry.reminder.over.subject", "inquiry.reminder.over.text", List.of(), key -> List.of())
                : write(inquiry, written.get(true), "inquiry.reminder.subject", "inquiry.reminder.text", List.of(), key -> List.of())).flatMap(List::stream).toList();
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

    /** @param more words of a division's mail beside those of all */
    private List<String> write(Inquiry inquiry, Collection<String> divisions, String subject, String text, List<Mail.Attachment> files,
                               Function<String, List<String>> more) {
        Town town = towns.current();
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
            Questions.Progress one = progress.getOrDefault(key, new Questions.Progress(key, 0, 0, 0, 0, 0));
            Object[] words = words(inquiry, key, one, link(town, inquiry, key), more.apply(key));
            post.send(new Mail(UUID.randomUUID(), invitation.address(), say(subject, words), say(text, words), files, about(inquiry, key), null));
            invitations.sent(inquiry.id(), key);
        }
        return without;
    }

    private Object[] words(Inquiry inquiry, String division, Questions.Progress asked, String link, List<String> more) {
        Map<String, Division> names = ground.divisionsByKey();
        return Stream.concat(Stream.of(Renaming.name(names, division, Locale.JAPANESE), Renaming.name(names, inquiry.division(), Locale.JAPANESE), inquiry.title(),
                day(inquiry.deadline()), String.valueOf(asked.all()), String.valueOf(asked.due()), link), more.stream()).toArray();
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
