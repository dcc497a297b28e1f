package jp.machimori.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.machimori.database.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class MailTests {

    private static final String GOOD = "gakumu@city.example.jp";

    @ParameterizedTest
    @ValueSource(strings = {GOOD, "a@b.jp", "chiiki.anzen+shokai@pref.example.lg.jp", "o'hara_1@x-y.example"})
    void takesAnAddress(String address) {
        assertThat(Mail.fault(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gakumu", "@city.jp", "a@", "a@localhost", "a b@city.jp", "a..b@city.jp", ".a@city.jp", "a@-city.jp", "a@city..jp",
        "学務@city.jp", "a@b.jp,c@d.jp", "a@b.jp;c@d.jp", "学務課 <a@b.jp>", "\"a b\"@city.jp", "a@b.jp\r\nBcc: c@d.jp", "a@b.jp\n", "a@[127.0.0.1]", "a\u0000@b.jp"})
    void refusesWhatIsNotOneAddress(String address) {
        assertThat(Mail.fault(address)).contains("post.address.shape");
        assertThatIllegalArgumentException().isThrownBy(() -> mail(address, "件名"));
    }

    @Test
    void refusesAnAddressThatIsTooLongOrMissing() {
        assertThat(Mail.fault("")).contains("post.address.missing");
        assertThat(Mail.fault("a".repeat(65) + "@city.jp")).contains("post.address.shape");
        assertThat(Mail.fault("a@" + "b.".repeat(130) + "jp")).contains("post.address.shape");
    }

    @Test
    void makesWhatWasTypedInFullWidthPlain() {
        assertThat(Mail.plain("　ｇａｋｕｍｕ＠city．example．jp ")).isEqualTo(GOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"照会\r\nBcc: x@y.jp", "照会\n", "照会\u2028", " ", "a\u0000b"})
    void aSubjectIsOneLine(String subject) {
        assertThatIllegalArgumentException().isThrownBy(() -> mail(GOOD, subject));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/inquiry", "inquiry/", "inquiry//2025", "照会", "a b"})
    void whatItIsAboutIsAPath(String about) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mail(UUID.randomUUID(), GOOD, "件名", "本文", about));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b.pdf", "a\r\nb", "..\\x"})
    void anAttachmentHasAPlainName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mail.Attachment(name, "text/plain", new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Mail.Attachment("a.txt", "text/plain\r\nX: y", new byte[0]));
    }

    @Test
    void neverTellsWhatItSaysToALog() {
        assertThat(new Mail(UUID.randomUUID(), GOOD, "件名", "https://secret", List.of(), "inquiry/2025", null).toString())
                .contains("inquiry/2025").doesNotContain("secret", GOOD, "件名");
        assertThat(smtp("MACHIMORI_SMTP_HOST", "mail", "MACHIMORI_SMTP_PASSWORD", "secret").toString()).doesNotContain("secret");
    }

    @Test
    void theServerIsSetByTheEnvironment() {
        assertThat(smtp().isSet()).isFalse();
        assertThat(smtp("MACHIMORI_SMTP_HOST", "", "MACHIMORI_SMTP_PORT", "").isSet()).isFalse();
        Smtp set = smtp("MACHIMORI_SMTP_HOST", "mail", "MACHIMORI_SMTP_PORT", "2525", "MACHIMORI_SMTP_USER", "u", "MACHIMORI_SMTP_PASSWORD", "p",
                "MACHIMORI_SMTP_FROM", GOOD, "MACHIMORI_SMTP_STARTTLS", "false", "MACHIMORI_SMTP_TLS", "true");
        assertThat(set).isEqualTo(new Smtp("mail", 2525, "u", "p", GOOD, false, true));
        assertThat(smtp("MACHIMORI_SMTP_HOST", "mail")).extracting(Smtp::starttls, Smtp::tls, Smtp::portOrUsual).containsExactly(true, false, 587);
        assertThat(smtp("MACHIMORI_SMTP_TLS", "true").portOrUsual()).isEqualTo(465);
        assertThat(smtp("MACHIMORI_SMTP_STARTTLS", "false").portOrUsual()).isEqualTo(25);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "anzen", "a@b.jp\r\nBcc: c@d.jp"})
    void aServerWithoutAnAddressToComeFromIsToldAtTheStart(String from) {
        assertThatThrownBy(() -> new MailServer(new Smtp("mail", 25, null, null, from, false, false)))
                .isInstanceOf(CannotStart.class).hasMessageContaining("MACHIMORI_SMTP_FROM");
    }

    private static Mail mail(String to, String subject) {
        return new Mail(UUID.randomUUID(), to, subject, "本文", "inquiry/2025");
    }

    private static Smtp smtp(String... variables) {
        Map<String, Object> all = new HashMap<>();
        for (int at = 0; at < variables.length; at += 2) {
            all.put(variables[at], variables[at + 1]);
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, all));
        return Binder.get(environment).bindOrCreate("machimori.smtp", Smtp.class);
    }
}
