package jp.machimori;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** アドレス。Writes the web address into the file that {@code machimori.address-file} names, once people can be served. */
@Component
@ConditionalOnProperty("machimori.address-file")
class Address {

    private final Path file;

    Address(@Value("${machimori.address-file}") Path file) {
        this.file = file;
    }

    @EventListener
    void write(ApplicationReadyEvent ready) throws IOException {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext context && context.getWebServer() != null) {
            Files.writeString(file, "http://localhost:%d/%n".formatted(context.getWebServer().getPort()));
        }
    }
}
