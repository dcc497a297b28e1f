package jp.machimori.inquiry;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jp.machimori.account.Person;
import jp.machimori.plan.Plans;
import jp.machimori.post.Dispatch;
import jp.machimori.post.Post;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** 照会のページ。One inquiry as its officer sees it: who has answered, who was written to, what the next step is. */
@Component
class InquiryPages {

    private final Questions questions;
    private final Omissions omissions;
    private final Invitations invitations;
    private final Resolving resolving;
    private final HeldPlans held;
    private final Plans plans;
    private final Ground ground;
    private final Post post;
    private final Clock clock;

    InquiryPages(Questions questions, Omissions omissions, Invitations invitations, Resolving resolving, HeldPlans held, Plans plans, Ground ground, Post post, Clock clock) {
        this.questions = questions;
        this.omissions = omissions;
        this.invitations = invitations;
        this.resolving = resolving;
        this.held = held;
        this.plans = plans;
        this.ground = ground;
        this.post = post;
        this.clock = clock;
    }

    /**
     * 課の進み具合。
     *
     * @param since from when it has been asked what it has not answered; null where it has answered all
     * @param mails to it, the newest first
     */
    record Row(String key, String name, Questions.Progress progress, @Nullable Invitation invitation, @Nullable Since since, List<Dispatch> mails, boolean mine) {
        public boolean isDone() {
            return progress.due() == 0;
        }

        /** Has answered all, and nobody has approved it. */
        public boolean isUnapproved() {
            return isDone() && (invitation == null || !invitation.isApproved());
        }

        /** Has answered something, and nobody has approved it. */
        public boolean isUnsigned() {
            return progress.all() > progress.due() && (invitation == null || !invitation.isApproved());
        }

        /** Has answered a part of what it is asked. */
        public boolean isBegun() {
            return !isDone() && (progress.all() > progress.due() || progress.begun() > 0);
        }

        /** The last mail to it lies there still. */
        public boolean isUnsent() {
            return !mails.isEmpty() && (mails.getFirst().state() instanceof Dispatch.State.Waiting || mails.getFirst().state() instanceof Dispatch.State.PutOff);
        }

        /** Still has something to answer, and the last mail about it has not gone out. */
        public boolean isStuck() {
            return !isDone() && (invitation != null && invitation.failedAt() != null
                    || !mails.isEmpty() && (mails.getFirst().state() instanceof Dispatch.State.GivenUp || mails.getFirst().state() instanceof Dispatch.State.PutOff));
        }
    }

    /** いつから。 */
    record Since(LocalDate day, long days) {
    }

    ModelAndView page(Inquiry inquiry, Person person, Locale locale) {
        Map<String, Division> divisions = ground.divisionsByKey();
        Map<String, Invitation> invited = invitations.of(inquiry.id());
        Map<String, List<Dispatch>> mailed = post.of("inquiry/" + inquiry.id()).reversed().stream()
                .collect(Collectors.groupingBy(mail -> mail.about().substring(mail.about().lastIndexOf('/') + 1)));
        List<Row> rows = questions.progress(inquiry.id()).stream().map(one -> new Row(one.division(), Renaming.name(divisions, one.division(), locale), one,
                invited.get(one.division()), since(inquiry, one, invited.get(one.division())), mailed.getOrDefault(one.division(), List.of()),
                person.own().contains(one.division()))).sorted(Comparator.comparing(row -> inquiry.isOpen() && row.isDone())).toList();
        ModelAndView page = new ModelAndView("inquiry/inquiry");
        page.addObject("inquiry", inquiry);
        page.addObject("plan", plans.all().stream().filter(one -> one.key().equals(inquiry.plan())).findFirst().orElse(null));
        page.addObject("rows", rows);
        page.addObject("soon", LocalDate.now(clock).plusMonths(1));
        page.addObject("divisions", divisions);
        page.addObject("all", rows.stream().mapToInt(row -> row.progress().all()).sum());
        page.addObject("left", omissions.count(inquiry.id()));
        page.addObject("told", rows.stream().mapToInt(row -> row.progress().all() - row.progress().due()).sum());
        page.addObject("accepted", rows.stream().mapToInt(row -> row.progress().accepted()).sum());
        page.addObject("late", questions.late().getOrDefault(inquiry.id(), 0));
        page.addObject("changes", inquiry.state() == Inquiry.State.DRAFT ? resolving.changes(inquiry) : List.of());
        page.addObject("carried", plans.carriedOnIn(inquiry.year()).stream().filter(one -> one.key().equals(inquiry.plan())).findFirst().orElse(null));
        page.addObject("today", FiscalYear.of(LocalDate.now(clock)));
        page.addObject("stuck", rows.stream().filter(Row::isStuck).toList());
        page.addObject("without", without(inquiry, rows, locale));
        page.addObject("linked", invitations.linked(inquiry.id()));
        page.addObject("daysLeft", ChronoUnit.DAYS.between(LocalDate.now(clock), inquiry.deadline()));
        return page;
    }

    /** 送り先のない課。 @param handed what was handed on to it */
    record Without(String name, List<Handed> handed) {
    }

    /** @param from name of the division whose it was */
    record Handed(String measure, String from) {
    }

    /** Who still has something to answer and gets no mail. */
    private List<Without> without(Inquiry inquiry, List<Row> rows, Locale locale) {
        List<Row> unreached = rows.stream().filter(row -> !row.isDone() && (row.invitation() == null || row.invitation().address() == null)).toList();
        if (unreached.isEmpty()) {
            return List.of();
        }
        Map<String, Division> divisions = ground.divisionsByKey();
        Map<String, String> labels = held.labels(inquiry);
        Map<String, List<Handed>> handed = questions.handed(inquiry.id()).stream().collect(Collectors.groupingBy(Questions.Handed::to,
                Collectors.mapping(one -> new Handed(labels.getOrDefault(one.node(), one.node()), Renaming.name(divisions, one.from(), locale)), Collectors.toList())));
        return unreached.stream().map(row -> new Without(row.name(), handed.getOrDefault(row.key(), List.of()))).toList();
    }

    /** From the first mail, or from the opening where it could get none. */
    private @Nullable Since since(Inquiry inquiry, Questions.Progress progress, @Nullable Invitation invitation) {
        Instant asked = invitation != null && invitation.sentAt() != null ? invitation.sentAt() : inquiry.openedAt();
        if (!inquiry.isOpen() || progress.due() == 0 || asked == null) {
            return null;
        }
        LocalDate day = LocalDate.ofInstant(asked, clock.getZone());
        return new Since(day, ChronoUnit.DAYS.between(day, LocalDate.now(clock)));
    }
}
