package jp.machimori.town;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import jp.machimori.database.TownTransactionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** All packs: checks a folder as a whole and loads it as a whole, or not at all. */
@Component
public class Packs {

    private static final Logger LOG = LoggerFactory.getLogger(Packs.class);
    private static final SheetSchema TOWN = new SheetSchema(Packs.class, "town.schema.json");

    private final List<PackPart> parts;
    private final Towns towns;
    private final Ground ground;
    private final JdbcClient jdbc;
    private final TownTransactionManager transactions;
    private final TransactionTemplate transaction;

    Packs(List<PackPart> parts, Towns towns, Ground ground, JdbcClient jdbc, TownTransactionManager transactions) {
        this.parts = parts;
        this.towns = towns;
        this.ground = ground;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The packs in a folder of packs: each sub-folder with a {@code town.yaml}. */
    public static List<Path> in(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(pack -> Files.exists(pack.resolve("town.yaml"))).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Every mistake of the pack; nothing is written. Needs no database. */
    public static List<Mistakes.Mistake> check(Path folder, List<PackPart> parts) {
        return read(folder, parts).mistakes().all();
    }

    /** What came of loading: the mistakes (then nothing was loaded), or the rows kept as edited in the application. */
    public record Outcome(List<Mistakes.Mistake> mistakes, List<String> kept) {
    }

    /** As {@link #load}, but at the cost of a hash when neither the pack nor the archetypes changed since. */
    public Outcome loadIfChanged(Path folder, boolean demonstration) {
        String digest = digest(folder);
        if (digest.equals(towns.digest(folder.toAbsolutePath().normalize().getFileName().toString()))) {
            return new Outcome(List.of(), List.of());
        }
        Outcome outcome = load(folder, demonstration);
        if (outcome.mistakes().isEmpty()) {
            towns.remember(folder.toAbsolutePath().normalize().getFileName().toString(), digest);
        }
        return outcome;
    }

    private static String digest(Path folder) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Path whole = folder.toAbsolutePath().normalize();
            for (Path part : List.of(whole, whole.resolveSibling("common"))) {
                if (Files.isDirectory(part)) {
                    try (Stream<Path> files = Files.walk(part)) {
                        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                            digest.update(part.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                            digest.update(Files.readAllBytes(file));
                        }
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Loads the pack in one transaction of its town; with any mistake nothing is loaded. */
    public Outcome load(Path folder, boolean demonstration) {
        Reading reading = read(folder, parts);
        if (!reading.mistakes().isEmpty() || reading.sheet() == null) {
            return new Outcome(reading.mistakes().all(), List.of());
        }
        try {
            List<String> kept = transaction.execute(status -> load(reading, demonstration));
            kept.forEach(row -> LOG.warn("{}: {} was edited in the application and keeps its content",
                    reading.sheet().key(), row));
            return new Outcome(List.of(), kept);
        } catch (PackRefused refused) {
            return new Outcome(List.of(refused.mistake(folder.toAbsolutePath().normalize().getParent())), List.of());
        }
    }

    private List<String> load(Reading reading, boolean demonstration) {
        Town town = towns.settle(reading.sheet(), demonstration);
        // The transaction began before the town was known.
        return transactions.inTown(town.id(), () -> {
            Reload reload = new Reload(jdbc, town.demonstration());
            ground.load(reading.sheet(), reload);
            reading.loadings().forEach(loading -> loading.load(reload));
            return reload.kept();
        });
    }

    private record Reading(Mistakes mistakes, @org.jspecify.annotations.Nullable TownSheet sheet,
                           List<PackPart.Loading> loadings) {
    }

    private static Reading read(Path folder, List<PackPart> parts) {
        Mistakes mistakes = new Mistakes(folder.toAbsolutePath().normalize().getParent());
        Pack pack = new Pack(folder, mistakes);
        var sheet = pack.sheet("town.yaml", TOWN);
        if (sheet.isEmpty()) {
            if (!Files.exists(pack.folder().resolve("town.yaml"))) {
                mistakes.add(pack.folder().resolve("town.yaml"), 0, "town.yaml がありません。自治体の名前と課を書いたこのファイルを置いてください。");
            }
            return new Reading(mistakes, null, List.of());
        }
        TownSheet town = sheet.get().as(TownSheet.class);
        if (!town.key().equals(pack.key())) {
            mistakes.add(sheet.get().file(), sheet.get().line("/key"),
                    "key「" + town.key() + "」がフォルダーの名前「" + pack.key() + "」と違います。同じにしてください。");
        }
        if (Towns.RESERVED.contains(town.key())) {
            mistakes.add(sheet.get().file(), sheet.get().line("/key"), "「" + town.key() + "」は使えない記号です。別の記号にしてください。");
        }
        if (town.code() != null && !town.code().equals(town.codeWithItsCheckDigit())) {
            mistakes.add(sheet.get().file(), sheet.get().line("/code"), "code「" + town.code() + "」の最後の検査数字が合いません。「"
                    + town.code().substring(0, 5) + "」の市区町村なら「" + town.codeWithItsCheckDigit() + "」です。全国地方公共団体コードを確かめてください。");
        }
        List<PackPart.Loading> loadings = new ArrayList<>();
        declare(town, sheet.get(), pack);
        for (PackPart part : parts) {
            loadings.add(part.check(pack, mistakes));
        }
        pack.resolve();
        return new Reading(mistakes, town, loadings);
    }

    private static void declare(TownSheet town, Sheet sheet, Pack pack) {
        for (int at = 0; at < town.divisions().size(); at++) {
            Division division = town.divisions().get(at);
            String pointer = "/divisions/" + at;
            pack.declare("division", division.key(), sheet.file(), sheet.line(pointer));
            if (division.successor() != null) {
                pack.refer("division", division.successor(), sheet.file(), sheet.line(pointer + "/successor"));
            }
            if (division.askedThrough() != null) {
                pack.refer("division", division.askedThrough(), sheet.file(), sheet.line(pointer + "/asked_through"));
            }
        }
        for (int at = 0; at < town.documents().size(); at++) {
            pack.declare("document", town.documents().get(at).key(), sheet.file(), sheet.line("/documents/" + at));
        }
        for (int at = 0; at < town.contacts().size(); at++) {
            pack.declare("contact", town.contacts().get(at).label(), sheet.file(), sheet.line("/contacts/" + at));
        }
        for (int at = 0; at < town.areas().size(); at++) {
            Area area = town.areas().get(at);
            pack.declare("area", area.system() + "/" + area.key(), sheet.file(), sheet.line("/areas/" + at));
            pack.mention("area-system", area.system());
        }
    }
}
