package jp.machimori.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.town.Division;
import jp.machimori.town.FiscalYear;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** 防犯課 became 安心課 in 2021, and 安心課 and 交通課 became 安全課 in 2024. */
class RenamingTests {

    private static final Renaming RENAMING = new Renaming(Stream.of(division("bohan", "防犯課", null, "FY2020", "anshin"),
            division("anshin", "安心課", "FY2021", "FY2023", "anzen"), division("kotsu", "交通課", null, "FY2023", "anzen"), division("anzen", "安全課", "FY2024", null, null))
            .collect(Collectors.toMap(Division::key, Function.identity())));
    private static final Slot PATROLS = new Slot("patrols", Map.of("dept", "安全課"), "回数", "回", null, Slot.Asked.BOTH, false);

    private static Division division(String key, String name, @Nullable String from, @Nullable String until, @Nullable String successor) {
        return new Division(key, name, null, null, null, from, until, successor, null);
    }

    private static List<String> names(Slot slot, int year) {
        return RENAMING.lines(slot, new FiscalYear(year)).stream().map(line -> line.dimension().parts().get("dept")).toList();
    }

    @Test
    void followsADivisionThroughAllItsNames() {
        assertThat(names(PATROLS, 2025)).containsExactly("安全課");
        assertThat(names(PATROLS, 2022)).containsExactlyInAnyOrder("安心課", "交通課");
        assertThat(names(PATROLS, 2019)).containsExactlyInAnyOrder("防犯課", "交通課");
        assertThat(names(PATROLS.in(Map.of("dept", "防犯課")), 2025)).containsExactly("安全課");
        assertThat(RENAMING.lines(PATROLS).map(line -> line.dimension().parts().get("dept"))).containsExactlyInAnyOrder("安全課", "安心課", "交通課", "防犯課");
    }

    @Test
    void aDivisionThatTookAnotherInKeepsItsOwnNumbersApart() {
        Renaming taken = new Renaming(Stream.of(division("a", "甲課", null, null, null), division("b", "乙課", null, "FY2023", "a"))
                .collect(Collectors.toMap(Division::key, Function.identity())));
        Slot own = PATROLS.in(Map.of("dept", "甲課"));
        assertThat(taken.line(own, new FiscalYear(2022)).dimension().parts()).containsEntry("dept", "甲課");
    }
}
