package jp.machimori.inquiry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.town.Mistakes;
import jp.machimori.town.Pack;
import jp.machimori.town.PackPart;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code letters/inquiry.docx} of a pack, or of the common one beside it: the template of the covering letter. */
@Component
@Order(41)
public class LettersPart implements PackPart {

    private static final String FILE = "letters/inquiry.docx";

    private final ObjectProvider<Letters> letters;

    LettersPart(ObjectProvider<Letters> letters) {
        this.letters = letters;
    }

    @Override
    public Loading check(Pack pack, Mistakes mistakes) {
        Optional<Path> file = Stream.of(pack.folder(), pack.folder().resolveSibling("common")).map(folder -> folder.resolve(FILE)).filter(Files::exists).findFirst();
        byte[] template = file.map(LettersPart::bytes).orElse(null);
        if (template != null) {
            check(file.get(), template, mistakes);
        }
        return reload -> letters.getObject().keep(template);
    }

    private static void check(Path file, byte[] template, Mistakes mistakes) {
        Optional<Letter> letter = Letter.read(template);
        if (letter.isEmpty()) {
            mistakes.add(file, 0, "照会文のひな形を docx として読めません。Word で開いて、docx で保存し直してください。");
            return;
        }
        Set<String> places = letter.get().places();
        places.stream().filter(place -> !Letters.PLACES.contains(place)).forEach(place -> mistakes.add(file, 0,
                "差し込みの《" + place + "》はありません。" + all() + " のどれかにしてください。"));
        Letters.NEEDED.stream().filter(place -> !places.contains(place)).forEach(place -> mistakes.add(file, 0,
                "差し込みの《" + place + "》がひな形にありません。入れる場所に《" + place + "》と書いてください。"));
    }

    private static String all() {
        return Letters.PLACES.stream().map(place -> "《" + place + "》").collect(Collectors.joining());
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
