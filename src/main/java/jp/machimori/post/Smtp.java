package jp.machimori.post;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * What {@code machimori.smtp.*} ({@code MACHIMORI_SMTP_…}) says about the server that takes the mail.
 *
 * @param host without it no mail is sent
 * @param port usually 587, with {@code tls} 465, without any encryption 25
 * @param user without it nobody signs in there
 * @param from the address that mails come from, with a name or without: {@code みどり市 安全課 <anzen@city.example.jp>}
 * @param starttls whether the connection must become encrypted before anything is said on it
 * @param tls whether the connection is encrypted from its beginning
 */
@ConfigurationProperties("machimori.smtp")
record Smtp(@Nullable String host, @Nullable Integer port, @Nullable String user, @Nullable String password, @Nullable String from,
            @DefaultValue("true") boolean starttls, @DefaultValue("false") boolean tls) {

    boolean isSet() {
        return StringUtils.hasText(host);
    }

    int portOrUsual() {
        return port != null ? port : tls ? 465 : starttls ? 587 : 25;
    }

    @Override
    public String toString() {
        return "Smtp[" + host + "]";
    }
}
