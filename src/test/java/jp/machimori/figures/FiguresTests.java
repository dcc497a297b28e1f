package jp.machimori.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.machimori.MachimoriTest;
import jp.machimori.TestClock;
import jp.machimori.shell.BadParameter;
import jp.machimori.shell.SearchText;
import jp.machimori.town.Mistakes;
import jp.machimori.town.PackPart;
import jp.machimori.town.Packs;
import jp.machimori.town.Town;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@MachimoriTest
@Import(TestClock.class)
class FiguresTests {

    private static final String HEAD = "key,nature,label,label_en,dimension,period,value,unit,form,sources,note\n";

    @Autowired FiguresExamples documents;
    @Autowired Packs packs;
    @Autowired List<PackPart> parts;
    private static final FigureFilter ALL = new FigureFilter(null, null, null, Map.of());

    @TempDir Path folder;

    @Test
    void givesEveryFigureOfATownOnceInPages() {
        Town kumamoto = documents.town("kumamoto");
        List<Figure> all = new ArrayList<>();
        for (UUID after = null; ; ) {
            UUID from = after;
            List<Figure> page = documents.in(kumamoto, () -> documents.figures.page(ALL, from, 50));
            all.addAll(page);
            if (page.size() < 50) {
                break;
            }
            after = page.getLast().id();
        }
        assertThat(all).hasSize(424).extracting(Figure::id).doesNotHaveDuplicates();
    }

    @Test
    void filtersByPartOfTheBreakdownWhateverItsOrder() {
        assertThat(documents.in(documents.town("kumamoto"), () -> documents.figures.page(
                new FigureFilter("penal_crimes", Nature.ACTUAL, "CY2023", Map.of("offence", "窃盗犯")), null, 10)))
                .extracting(figure -> figure.value().text()).containsExactly("2221");
    }

    @Test
    void refusesToPageFromAFigureItDoesNotHave() {
        assertThatThrownBy(() -> documents.in(documents.town("kumamoto"), () -> documents.figures.page(ALL, UUID.randomUUID(), 10)))
                .isInstanceOf(BadParameter.class);
    }

    @Test
    void findsASeriesByTheWordsOfItsBreakdown() {
        assertThat(documents.in(documents.town("kumamoto"), () -> documents.figures.search(SearchText.of("自転車盗", "q"), 5)))
                .extracting(Series::key).containsExactly("theft_method_share");
    }

    @Test
    void keepsTheOldVersionOfARestatedNumberBesideTheNew() throws IOException {
        Path pack = pack("restated", "patrols,actual,回数,,,FY2023,203,回,exact,doc:1,\npatrols,actual,回数,,,FY2022,190,回,exact,doc:1,\n");
        Town town = documents.load(pack);
        Files.writeString(pack.resolve("figures.csv"), HEAD + "patrols,actual,パトロール回数,,,FY2023,204,回,exact,doc:1|doc:2,訂正\n");
        documents.load(pack);
        List<Figure> now = documents.in(town, () -> documents.figures.ofSeries(List.of("patrols")));
        assertThat(now).hasSize(1);
        assertThat(now.getFirst().version()).isEqualTo(2);
        assertThat(documents.in(town, () -> documents.figures.versions("patrols", now.getFirst().id())))
                .extracting(figure -> figure.value().text()).containsExactly("204", "203");
    }

    @Test
    void namesEveryMistakeOfTheFiguresWithItsLineAndWhatToMend() throws IOException {
        Path pack = pack("wrong", """
                patrols,actual,回数,,,FY2023,203,回,exact,doc:1,
                patrols,actual,回数,,,FY2023,204,回,exact,doc:2,
                patrols,done,回数,,,FY2023,203,回,exact,doc:1,
                patrols,actual,回数,,ward,FY23,多数,回,exakt,dok:1,
                Patrols,actual,回数,,,FY2023,203,回,exact,doc:1,
                patrols,actual,回数,,,FY2024,多数,回,exact,dok:9,
                patrols,actual,回数,,,FY2025,3,回,exact,dok:9,
                """);
        List<Mistakes.Mistake> mistakes = Packs.check(pack, parts);
        assertThat(mistakes).extracting(Mistakes.Mistake::line).containsExactly(3, 4, 5, 5, 5, 6, 7, 8);
        assertThat(mistakes).extracting(Mistakes.Mistake::sentence)
                .anyMatch(sentence -> sentence.contains("2行目にもあります"))
                .anyMatch(sentence -> sentence.contains("nature「done」を読めません"))
                .anyMatch(sentence -> sentence.contains("文書「dok」がこのパックにありません。「doc」のことではありませんか"));
    }

    private Path pack(String key, String rows) throws IOException {
        Path pack = Files.createDirectories(folder.resolve(key));
        Files.writeString(pack.resolve("town.yaml"), "key: " + key + "\nname: 見本町\nkind: municipality\ndocuments: [{key: doc, title: 見本}]\n");
        Files.writeString(pack.resolve("figures.csv"), HEAD + rows);
        return pack;
    }
}
