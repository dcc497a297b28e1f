package jp.machimori.comment;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.Town;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** 安全課 of a town asks what people think of the draft of its plan; 海野 光 is one of those who answer. */
@TestComponent
public class CommentExamples {

    public static final String NAME = "海野 光";
    public static final String ADDRESS = "見本町三丁目9番地";
    public static final String EMAIL = "hikari@example.jp";

    static final String DRAFT = """
            はじめに
            この計画は、まちの安全のために作ります。
            第1章 見守り
            夜の見回りを月に2回行います。
            街灯は壊れたら直します。
            第2章 学び
            学校で防犯教室を開きます。""";

    private final Consultations consultations;
    private final Comments comments;
    private final Topics topics;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CommentExamples(Consultations consultations, Comments comments, Topics topics, JdbcClient jdbc, Clock clock,
                    PlatformTransactionManager transactions) {
        this.consultations = consultations;
        this.comments = comments;
        this.topics = topics;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    public <T> T in(Town town, Supplier<T> work) {
        return CurrentTown.<T, RuntimeException>call(town.id(), () -> transaction.execute(status -> work.get()));
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Opened so many days ago, with the draft. */
    public UUID opened(Town town, String division, int daysAgo) {
        UUID id = prepared(town, division);
        in(town, () -> {
            days(id, today().minusDays(daysAgo), today().minusDays(daysAgo).plusDays(30));
            consultations.publish(id, today().minusDays(daysAgo));
            return null;
        });
        return id;
    }

    /** Not published, its period begins tomorrow; with a draft. */
    public UUID prepared(Town town, String division) {
        UUID id = UUID.randomUUID();
        in(town, () -> {
            consultations.add(new Consultation(id, "安全計画（素案）", "計画を改めます。", division, today().plusDays(1), today().plusDays(31), null,
                    "町に住む人", "安全課の窓口", Consultation.Asking.REQUIRED, Consultation.Asking.REQUIRED, List.of("反映した", "反映できない"), 3,
                    null, null, "", 1));
            return consultations.write(id, "draft", Section.read(DRAFT), 1);
        });
        return id;
    }

    /** Over, without a comment, its result published, with a file. */
    public UUID answered(Town town, String division) {
        UUID id = opened(town, division, 60);
        in(town, () -> {
            consultations.attach(id, Attachment.of("素案.pdf", "%PDF-1.7 …".getBytes(StandardCharsets.UTF_8)).orElseThrow());
            consultations.publishResult(id, today(), "ありがとうございました。");
            return null;
        });
        return id;
    }

    /** A comment of 海野 光. */
    public UUID comment(Town town, UUID consultation, String text) {
        UUID id = UUID.randomUUID();
        in(town, () -> {
            consultations.hold(consultation);
            return comments.receive(new Comment(id, consultation, 0, Comment.Channel.PAGE, today(), null, null, text, null, null, 1),
                    new Commenter(NAME, ADDRESS, EMAIL));
        });
        return id;
    }

    public UUID topic(Town town, UUID consultation, String gist) {
        UUID id = UUID.randomUUID();
        in(town, () -> {
            topics.add(consultation, new Topic(id, 0, null, gist, "", "", false, "", 0, "見本 花子", 1));
            return null;
        });
        return id;
    }

    void days(UUID id, LocalDate from, LocalDate to) {
        jdbc.sql("update consultation set first_day = :from, last_day = :to where id = :id")
                .param("id", id).param("from", from).param("to", to).update();
    }

    /** As if so many days had gone by. */
    void later(Town town, UUID id, int days) {
        in(town, () -> jdbc.sql("""
                        update consultation set first_day = first_day - :days, last_day = last_day - :days,
                               published_from = published_from - :days, result_on = result_on - :days where id = :id
                        """).param("id", id).param("days", days).update());
    }

    List<Opinion> opinions(Town town, UUID id) {
        return in(town, () -> comments.opinions(id));
    }

    List<Comment> comments(Town town, UUID id) {
        return in(town, () -> comments.of(id));
    }

    List<Topic> topics(Town town, UUID id) {
        return in(town, () -> topics.of(id));
    }

    /** All that the audit says in that town. */
    String audit(Town town) {
        return String.join("\n", in(town, () -> jdbc.sql("select concat_ws(' ', who, what, subject, detail) from audit").query(String.class).list()));
    }
}
