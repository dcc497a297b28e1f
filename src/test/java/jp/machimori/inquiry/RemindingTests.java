package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import jp.machimori.town.Town;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** 自動の督促。Today is 22 November 2026; a week before the deadline was the 19th. */
@ExtendWith(OutputCaptureExtension.class)
class RemindingTests extends AskedTown {

    @Autowired Reminding reminding;

    /** Asked and written to on that day, with the deadline on the 26th. */
    private void asked(String division, String day) {
        owner().sql("update inquiry set deadline = '2026-11-26', opened_at = '2026-11-10T00:00:00Z' where town_id = :town").param("town", town.id()).update();
        owner().sql("update inquiry_invitation set sent_at = :day::timestamptz where town_id = :town and division = :division")
                .param("day", day + "T00:00:00Z").param("town", town.id()).param("division", division).update();
    }

    private List<String> reminded() {
        return owner().sql("select split_part(about, '/', 3) from mail where town_id = :town and subject like '【照会・お願い】%' order by kept_at, about")
                .param("town", town.id()).query(String.class).list();
    }

    @Test
    void hasItsDaysAroundTheDeadline() {
        LocalDate deadline = LocalDate.of(2026, 5, 22);
        assertThat(IntStream.rangeClosed(-10, 16).filter(day -> Reminding.lastDay(deadline.plusDays(day), deadline).filter(deadline.plusDays(day)::equals).isPresent()))
                .containsExactly(-7, -1, 1, 8, 15);
        assertThat(Reminding.lastDay(deadline.minusDays(8), deadline)).isEmpty();
        assertThat(Reminding.lastDay(deadline.minusDays(3), deadline)).contains(deadline.minusDays(7));
        assertThat(Reminding.lastDay(deadline, deadline)).contains(deadline.minusDays(1));
        assertThat(Reminding.lastDay(deadline.plusDays(10), deadline)).contains(deadline.plusDays(8));
    }

    @Test
    void makesUpTheDaysOnWhichTheMachineWasOffOnce() {
        mailbox("gakko", "gakko@mihon.example.jp");
        asked("gakko", "2026-11-10");
        assertThat(reminding.remind(town)).isEqualTo(1);
        assertThat(reminding.remind(town)).as("once").isZero();
        assertThat(reminded()).containsExactly("gakko");
        assertThat(hanako.get(page()).body()).contains("11/22 12:00 督促を用意（まだ送っていません）", "これまでのメール（1）", "【照会・お願い】");
    }

    @Test
    void remindsNobodyWhoWasAskedSinceOrHasAnswered() {
        mailbox("gakko", "gakko@mihon.example.jp");
        mailbox("anzen", "anzen@mihon.example.jp");
        answers("walk", "50");
        asked("gakko", "2026-11-20");
        assertThat(reminding.remind(town)).isZero();
        asked("gakko", "2026-11-18");
        assertThat(reminding.remind(town)).isEqualTo(1);
        assertThat(reminded()).containsExactly("gakko");
    }

    @Test
    void saysThatTheDayIsOverAndAsksWhoWasNeverWrittenTo() {
        mailbox("anzen", "anzen@mihon.example.jp");
        mailbox("gakko", "gakko@mihon.example.jp");
        asked("gakko", "2026-11-10");
        assertThat(inquiries.new Colleague(port, hanako, town, inquiry, "gakko").page()).doesNotContain("回答期限を過ぎています");
        owner().sql("update inquiry set deadline = '2026-11-20', opened_at = '2026-11-10' where id = :id").param("id", inquiry).update();
        assertThat(reminding.remind(town)).isEqualTo(2);
        assertThat(inquiries.new Colleague(port, hanako, town, inquiry, "gakko").page()).contains("回答期限を過ぎています。締め切られるまでは、ここで回答できます。");
        assertThat(owner().sql("select split_part(about, '/', 3) || ' ' || subject from mail where town_id = :town").param("town", town.id()).query(String.class).list())
                .hasSize(2).anyMatch(mail -> mail.matches("gakko 【照会・お願い】.*の期限を過ぎています）")).anyMatch(mail -> mail.startsWith("anzen 【照会】"));
    }

    @Test
    void aMailThatCannotBeMadeHoldsUpNoOtherAndIsMadeUp(CapturedOutput log) {
        mailbox("anzen", "anzen broken");
        mailbox("gakko", "gakko@mihon.example.jp");
        asked("anzen", "2026-11-10");
        asked("gakko", "2026-11-10");
        reminding.remindInAllTowns();
        assertThat(reminded()).containsExactly("gakko");
        assertThat(hanako.get(page()).body()).contains("11/22 12:00の督促を送れませんでした。次の朝にもう一度送ります", "メールを送れていない課が1課あります");
        assertThat(log.getAll().lines().filter(line -> line.contains("the reminder to anzen of " + town.key()))).as("once").hasSize(1);
        assertThat(log).doesNotContain("anzen broken", "gakko@mihon");
        mailbox("anzen", "anzen@mihon.example.jp");
        assertThat(reminding.remind(town)).isEqualTo(1);
        assertThat(reminded()).containsExactlyInAnyOrder("gakko", "anzen");
        assertThat(hanako.get(page()).body()).doesNotContain("督促を送れませんでした");
    }

    @Test
    void aTownThatFailsHoldsUpNoOther(CapturedOutput log) throws IOException {
        mailbox("gakko", "gakko@mihon.example.jp");
        asked("gakko", "2026-11-10");
        Town good = town;
        town = load("a-mihon-broken-");
        accounts.officer(town, "hanako", "anzen");
        inquiries.open(signedIn("hanako"), town, "anzen-plan", "FY2025", "anzen");
        mailbox("gakko", "gakko@mihon.example.jp");
        owner().sql("update inquiry set deadline = '2026-11-26', opened_at = '-infinity' where town_id = :town").param("town", town.id()).update();
        reminding.remindInAllTowns();
        assertThat(log).contains("the reminders of " + town.key() + " are made up at the next run");
        town = good;
        assertThat(reminded()).containsExactly("gakko");
    }
}
