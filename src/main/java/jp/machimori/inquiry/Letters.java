package jp.machimori.inquiry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jp.machimori.town.Era;
import jp.machimori.town.Ground;
import jp.machimori.town.Towns;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** 照会文。The covering letter of an inquiry, from the town's template or the one that all towns share. */
@Repository
class Letters {

    static final String NAME = "照会文.docx";
    static final MediaType DOCX = MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    /** What a template may name, and among them what it must: without these nobody knows what is asked, by whom and until when. */
    static final List<String> PLACES = List.of("件名", "日付", "文書番号", "宛名", "差出人", "照会元", "回答期限", "年度", "予定年度", "計画", "自治体");
    static final List<String> NEEDED = List.of("件名", "差出人", "回答期限");

    private final JdbcClient jdbc;
    private final Ground ground;
    private final HeldPlans held;
    private final Towns towns;
    private final Clock clock;

    Letters(JdbcClient jdbc, Ground ground, HeldPlans held, Towns towns, Clock clock) {
        this.jdbc = jdbc;
        this.ground = ground;
        this.held = held;
        this.towns = towns;
        this.clock = clock;
    }

    /** @param template null: the one that all towns share */
    void keep(byte @Nullable [] template) {
        jdbc.sql("delete from inquiry_letter where town_id = current_town()").update();
        if (template != null) {
            jdbc.sql("insert into inquiry_letter (town_id, content) values (current_town(), :content)").param("content", template).update();
        }
    }

    byte[] letter(Inquiry inquiry) {
        byte[] template = jdbc.sql("select content from inquiry_letter where town_id = current_town()").query(byte[].class).optional().orElseGet(Letters::common);
        return Letter.read(template).orElseThrow(() -> new IllegalStateException("a template that was read when it was kept cannot be read")).filled(words(inquiry));
    }

    /** Its words, a line for each paragraph. */
    String text(Inquiry inquiry) {
        try (XWPFDocument letter = new XWPFDocument(new ByteArrayInputStream(letter(inquiry))); XWPFWordExtractor words = new XWPFWordExtractor(letter)) {
            return words.getText().strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] common() {
        try (InputStream file = Objects.requireNonNull(Letters.class.getResourceAsStream("letters/inquiry.docx"), "letters/inquiry.docx")) {
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Map<String, String> words(Inquiry inquiry) {
        String division = Renaming.name(ground.divisionsByKey(), inquiry.division(), Locale.JAPANESE);
        Map<String, String> words = new LinkedHashMap<>();
        words.put("件名", inquiry.title());
        words.put("日付", Era.dateOf(inquiry.letterhead().on() != null ? inquiry.letterhead().on() : LocalDate.now(clock)));
        words.put("文書番号", inquiry.letterhead().number().isEmpty() ? "事　務　連　絡" : inquiry.letterhead().number());
        words.put("宛名", "各課長");
        words.put("差出人", division + "長");
        words.put("照会元", division);
        words.put("回答期限", Inviting.day(inquiry.deadline()));
        words.put("年度", inquiry.year().era());
        words.put("予定年度", inquiry.year().next().era());
        words.put("計画", held.of(inquiry).label());
        words.put("自治体", towns.current().name());
        return words;
    }
}
