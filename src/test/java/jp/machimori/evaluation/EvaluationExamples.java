package jp.machimori.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Supplier;
import jp.machimori.TestTowns;
import jp.machimori.account.AccountExamples;
import jp.machimori.account.Role;
import jp.machimori.figures.FiguresExamples;
import jp.machimori.plan.Indicators;
import jp.machimori.plan.Standing;
import jp.machimori.town.FiscalYear;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import org.springframework.boot.test.context.TestComponent;

/** The towns of the documents under keys of their own, with numbers that came after the documents, and people who evaluate. */
@TestComponent
class EvaluationExamples {

    static final String YEAR_2021 = "/office/evaluations/plan-2019/FY2021";

    private final FiguresExamples documents;
    private final AccountExamples accounts;
    final Packs packs;
    final Rounds rounds;
    final Evaluations evaluations;
    final Indicators indicators;

    EvaluationExamples(FiguresExamples documents, AccountExamples accounts, Packs packs, Rounds rounds, Evaluations evaluations, Indicators indicators) {
        this.documents = documents;
        this.accounts = accounts;
        this.packs = packs;
        this.rounds = rounds;
        this.evaluations = evaluations;
        this.indicators = indicators;
    }

    /**
     * A copy of a pack that ships, loaded, with the office's people: Hanako of a division, Taro of another, Kanri the administrator.
     *
     * @param figures further rows of figures.csv
     */
    Town town(String pack, String key, String division, String other, String... figures) {
        Town town = documents.load(copy(pack, key, figures));
        accounts.person(key, "hanako", "見本 花子", Role.STAFF, List.of(division));
        accounts.person(key, "taro", "見本 太郎", Role.STAFF, List.of(other));
        accounts.person(key, "kanri", "見本 一", Role.ADMINISTRATOR, List.of());
        return town;
    }

    static Path copy(String pack, String key, String... figures) {
        try {
            Path packs = Files.createTempDirectory("packs");
            TestTowns.copyAll(Path.of("packs", "common"), packs.resolve("common"));
            TestTowns.copyAll(Path.of("packs", pack), packs.resolve(key));
            Path town = packs.resolve(key).resolve("town.yaml");
            Files.writeString(town, Files.readString(town).replace("key: " + pack + "\n", "key: " + key + "\n"));
            for (String row : figures) {
                Files.writeString(packs.resolve(key).resolve("figures.csv"), row + "\n", StandardOpenOption.APPEND);
            }
            return packs.resolve(key);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    <T> T in(Town town, Supplier<T> work) {
        return documents.in(town, work);
    }

    Round round(Town town, String plan, int year) {
        return in(town, () -> rounds.find(plan, new FiscalYear(year)).orElseThrow());
    }

    Subject subject(Town town, String plan, int year, String key) {
        return round(town, plan, year).subject(key).orElseThrow();
    }

    Standing standing(Town town, String indicator, int year) {
        return in(town, () -> indicators.standing(List.of(indicators.find(indicator).orElseThrow()), new FiscalYear(year)).getFirst());
    }
}
