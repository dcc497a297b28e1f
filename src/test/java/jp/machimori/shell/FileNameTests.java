package jp.machimori.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNameTests {

    @Test
    void sayAPlainNameBesideAJapaneseOne() {
        assertThat(new FileName("letter-koganei-FY2025.docx", "照会文.docx").attachment())
                .isEqualTo("attachment; filename=\"letter-koganei-FY2025.docx\"; filename*=UTF-8''%E7%85%A7%E4%BC%9A%E6%96%87.docx");
        assertThat(new FileName("report-2025-1.pdf", "report-2025-1.pdf").inline()).isEqualTo("inline; filename=\"report-2025-1.pdf\"");
    }

    @Test
    void keepsTheEndingOfANameThatSomebodyGave() {
        assertThat(FileName.given("計画の案.pdf", "draft").plain()).isEqualTo("draft.pdf");
        assertThat(FileName.given("計画の案", "draft").plain()).isEqualTo("draft");
        assertThat(FileName.given("plan.v2.pdf", "draft").plain()).isEqualTo("plan.v2.pdf");
    }

    @Test
    void breaksOutOfNoHeader() {
        assertThat(FileName.given("案\"; x\r\nSet-Cookie: a=b", "draft").attachment()).isEqualTo("attachment; filename=\"draft\"; filename*=UTF-8''%E6%A1%88%22%3B%20x%0D%0ASet-Cookie%3A%20a%3Db");
    }
}
