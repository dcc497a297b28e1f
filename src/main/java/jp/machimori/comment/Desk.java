package jp.machimori.comment;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.machimori.account.Faults;
import jp.machimori.account.Forbidden;
import jp.machimori.account.Person;
import jp.machimori.post.Mailboxes;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Ground;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** 担当者の机。Lets the responsible division to a consultation, and shows where the work on it stands. */
@Component
class Desk {

    private final Consultations consultations;
    private final Comments comments;
    private final Topics topics;
    private final Mailboxes mailboxes;
    private final Ground ground;
    private final Faults faults;
    private final Clock clock;

    Desk(Consultations consultations, Comments comments, Topics topics, Mailboxes mailboxes, Ground ground, Faults faults, Clock clock) {
        this.consultations = consultations;
        this.comments = comments;
        this.topics = topics;
        this.mailboxes = mailboxes;
        this.ground = ground;
        this.faults = faults;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** @throws Forbidden to staff of other divisions: they may read what everybody reads */
    Consultation own(UUID id, Person person) {
        return own(consultations.byId(id).orElseThrow(NotFound::new), person);
    }

    /** The same, and nobody else changes it until the end of the transaction. */
    Consultation held(UUID id, Person person) {
        return own(consultations.hold(id).orElseThrow(NotFound::new), person);
    }

    /** The same, while the result is not published. */
    Consultation unanswered(UUID id, Person person) {
        Consultation one = held(id, person);
        if (one.resultOn() != null) {
            throw new Forbidden("comment.forbidden.answered");
        }
        return one;
    }

    List<Result.Lack> lacks(Consultation one) {
        return Result.lacks(one, today().isAfter(one.to()), comments.of(one.id()), comments.opinions(one.id()), topics.of(one.id()),
                !consultations.sections(one.id(), "final").isEmpty());
    }

    String show(Consultation one, Map<String, String> wrong, Model model) {
        model.addAttribute("one", one);
        model.addAttribute("stage", one.stage(today()).key());
        model.addAttribute("today", today());
        model.addAttribute("drafted", consultations.sections(one.id(), "draft").size());
        model.addAttribute("finished", consultations.sections(one.id(), "final").size());
        model.addAttribute("file", consultations.fileName(one.id()).orElse(null));
        model.addAttribute("result", Result.of(comments.of(one.id()), comments.opinions(one.id()), topics.of(one.id())));
        model.addAttribute("lacks", lacks(one));
        model.addAttribute("division", ground.divisionsByKey().get(one.division()));
        model.addAttribute("told", mailboxes.of(one.division()).isPresent());
        faults.show(wrong, model);
        return "comment/desk";
    }

    private static Consultation own(Consultation one, Person person) {
        if (!person.mayWrite(List.of(one.division()))) {
            throw new Forbidden("comment.forbidden.division");
        }
        return one;
    }
}
