package jp.machimori;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import jp.machimori.town.PacksAtStart;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * アドレス。Writes the web address into the file that {@code machimori.address-file} names, once people can be served; in
 * the lines below it, what the person at the keyboard must know of packs that were not loaded.
 */
@Component
@ConditionalOnProperty("machimori.address-file")
class Address {

    private final Path file;
    private final PacksAtStart packs;

    Address(@Value("${machimori.address-file}") Path file, PacksAtStart packs) {
        this.file = file;
        this.packs = packs;
    }

    @EventListener
    void write(ApplicationReadyEvent ready) throws IOException {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext context && context.getWebServer() != null) {
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            Files.write(whole, Stream.concat(Stream.of("http://localhost:%d/".formatted(context.getWebServer().getPort())),
                    packs.notLoaded().stream().flatMap(pack -> pack.sentences().stream())).toList());
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
