package jp.machimori.shell;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** A page that needs no template, no session and no database, for when there may be none. */
@Component
class PlainPage {

    private final MessageSource messages;
    private final ResourceUrlProvider assets;

    PlainPage(MessageSource messages, ResourceUrlProvider assets) {
        this.messages = messages;
        this.assets = assets;
    }

    /** @param rest markup beneath the text */
    byte[] bytes(Locale locale, String title, String text, String rest) {
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="UTF-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s｜%s</title>
                %s%s%s</head>
                <body>
                <main class="page narrow">
                <h1>%2$s</h1>
                <p class="lead">%s</p>
                %s
                </main>
                </body>
                </html>
                """.formatted(locale.getLanguage(), word(title, locale), word("shell.product", locale), sheet("design-tokens/tokens.css"),
                sheet("noto-sans-jp/wght.css"), sheet("machimori.css"), word(text, locale), rest).getBytes(StandardCharsets.UTF_8);
    }

    private String sheet(String name) {
        String address = assets.getForLookupPath("/assets/" + name);
        return address == null ? "" : "<link rel=\"stylesheet\" href=\"" + address + "\">\n";
    }

    String word(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
