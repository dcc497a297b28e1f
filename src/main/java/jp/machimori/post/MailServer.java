package jp.machimori.post;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import jp.machimori.database.CannotStart;
import jp.machimori.post.Failure.Trouble;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** The server outside that takes the mail, over SMTP. */
@Component
class MailServer {

    /** A server that does not answer holds up a mail, and who withdraws it, for so long. */
    private static final String PATIENCE = "10000";
    /** Answers that speak of our own name and password, not of the mail (RFC 4954). */
    private static final Set<Integer> SIGN_IN = Set.of(530, 534, 535, 538);
    /** A filter may quote a link of the mail in its refusal. */
    private static final Pattern LINK = Pattern.compile("\\S*(?://|www\\.)\\S*");
    private static final int LONGEST_ANSWER = 300;

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final @Nullable InternetAddress from;

    MailServer(Smtp settings) {
        this.from = settings.isSet() ? from(settings) : null;
        sender.setHost(settings.host());
        sender.setPort(settings.portOrUsual());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        Properties properties = sender.getJavaMailProperties();
        if (StringUtils.hasText(settings.user())) {
            sender.setUsername(settings.user());
            sender.setPassword(settings.password());
            properties.put("mail.smtp.auth", "true");
        }
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.enable", String.valueOf(settings.tls()));
        properties.put("mail.smtp.starttls.required", String.valueOf(settings.starttls() && !settings.tls()));
        properties.put("mail.smtp.starttls.enable", String.valueOf(settings.starttls() && !settings.tls()));
        properties.put("mail.smtp.connectiontimeout", PATIENCE);
        properties.put("mail.smtp.timeout", PATIENCE);
        properties.put("mail.smtp.writetimeout", PATIENCE);
    }

    private static InternetAddress from(Smtp settings) {
        try {
            InternetAddress from = new InternetAddress(settings.from() == null ? "" : settings.from(), true);
            if (Mail.fault(from.getAddress()).isEmpty()) {
                from.setPersonal(from.getPersonal(), StandardCharsets.UTF_8.name());
                return from;
            }
        } catch (AddressException | UnsupportedEncodingException unreadable) {
            // told below
        }
        throw new CannotStart("MACHIMORI_SMTP_FROM に、メールの差出人のアドレスを書いてください。例：anzen@city.example.jp",
                "Write the address that mails come from into MACHIMORI_SMTP_FROM, such as anzen@city.example.jp.");
    }

    boolean isSet() {
        return from != null;
    }

    /** Tells the server the mail; empty where it took it. */
    Optional<Failure> deliver(Mail mail, Instant now) {
        try {
            sender.send(message(mail, now));
            return Optional.empty();
        } catch (MailAuthenticationException refused) {
            return Optional.of(failure(Trouble.SIGN_IN, refused.getMostSpecificCause()));
        } catch (MailSendException failed) {
            return Optional.of(failure(failed.getMessageExceptions().length > 0 ? failed.getMessageExceptions()[0] : failed.getMostSpecificCause()));
        } catch (MessagingException | MailParseException unmade) {
            return Optional.of(failure(Trouble.UNSENDABLE, unmade));
        }
    }

    private MimeMessage message(Mail mail, Instant now) throws MessagingException {
        MimeMessage message = sender.createMimeMessage();
        MimeMessageHelper helper = new MimeMessageHelper(message, !mail.attachments().isEmpty(), StandardCharsets.UTF_8.name());
        helper.setFrom(from);
        helper.setTo(new InternetAddress(mail.to(), true));
        helper.setSubject(mail.subject());
        helper.setText(mail.text().replaceAll("\\R", "\r\n"));        // what encodes it does not
        helper.setSentDate(Date.from(now));
        for (Mail.Attachment file : mail.attachments()) {
            helper.addAttachment(file.name(), new ByteArrayResource(file.bytes()), file.type());
        }
        message.setHeader("Message-ID", "<" + mail.id() + from.getAddress().substring(from.getAddress().indexOf('@')) + ">");
        message.setHeader("Auto-Submitted", "auto-generated");      // RFC 3834: no holiday note in answer, please
        return message;
    }

    private static Failure failure(Throwable failed) {
        int code = 0;
        Throwable telling = failed;
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            int said = switch (cause) {
                case SMTPAddressFailedException address -> address.getReturnCode();
                case SMTPSenderFailedException sender -> sender.getReturnCode();
                case SMTPSendFailedException send -> send.getReturnCode();
                default -> 0;
            };
            if (said >= 400) {
                code = said;
                telling = cause;
            }
        }
        return failure(SIGN_IN.contains(code) ? Trouble.SIGN_IN : code >= 500 ? Trouble.REFUSED : code >= 400 ? Trouble.BUSY
                : Trouble.UNREACHABLE, telling);
    }

    private static Failure failure(Trouble trouble, Throwable telling) {
        String answer = LINK.matcher(String.valueOf(telling.getMessage())).replaceAll("…").replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return new Failure(trouble, answer.substring(0, Math.min(answer.length(), LONGEST_ANSWER)));
    }
}
