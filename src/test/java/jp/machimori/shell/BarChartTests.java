package jp.machimori.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import jp.machimori.shell.BarChart.Bar;
import jp.machimori.shell.BarChart.Line;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BarChartTests {

    @Test
    void saysEveryValueWithItsUnit() {
        assertThat(chart(bar("R5", "1104", "1,104"), bar("R6", "1062", "1,062")))
                .contains("aria-label=\"認知件数: R5 1,104件; R6 1,062件; \"", ">1,104</text>", "（件）");
    }

    @Test
    void whatIsNoNumberStandsAsItsWordsAndHasNoBar() {
        String svg = chart(bar("R5", "10", "10"), bar("R6", null, "***"));
        assertThat(svg).contains(">***</text>", "R6 ***; ").containsOnlyOnce("<rect");
    }

    @Test
    void theScaleIsRoundAndBeginsAtZero() {
        assertThat(marks(chart(bar("R5", "1210", "1,210"), bar("R6", "845", "845")))).containsExactly("0", "500", "1,000", "1,500");
        assertThat(marks(chart(bar("R5", "3", "3"), bar("R6", "1", "1")))).containsExactly("0", "1", "2", "3");
        assertThat(marks(chart(bar("R5", "0.25", "0.25"), bar("R6", "-0.4", "△0.4")))).containsExactly("△0.4", "△0.2", "0.0", "0.2", "0.4");
        assertThat(marks(chart(bar("R5", "0", "0"), bar("R6", "0", "0")))).containsExactly("0", "1");
    }

    @Test
    void aTargetAboveAllBarsIsInThePicture() {
        String svg = BarChart.of("距離", "km", Locale.JAPANESE, List.of(bar("R5", "10", "10"), bar("R6", "20", "20")),
                List.of(new Line(new BigDecimal("100"), "目標 100 km"))).svg();
        assertThat(svg).contains("<span class=\"goal-name\">目標 100 km</span>", "<line class=\"goal\"", ">100</text>");
    }

    @Test
    void manyBarsScrollInsteadOfShrinking() {
        List<Bar> years = IntStream.range(2000, 2025).mapToObj(year -> bar(year + "年", "1", "12,345")).toList();
        assertThat(BarChart.of("推移", "件", Locale.JAPANESE, years, List.of()).svg()).contains("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"推移\">");
        assertThat(BarChart.of("推移", "件", Locale.JAPANESE, years.subList(0, 4), List.of()).svg()).doesNotContain("tabindex");
    }

    @Test
    void wordsAreOnlyWords() {
        assertThat(BarChart.of("<b>\"", "<i>", Locale.JAPANESE, List.of(bar("<u>", "1", "<s>")), List.of(new Line(BigDecimal.ONE, "<q>"))).svg())
                .doesNotContainPattern("<[buisq]>").contains("&lt;b&gt;&quot;");
    }

    @Test
    void oneNumberAloneIsNoComparison() {
        assertThat(BarChart.of("推移", "件", Locale.JAPANESE, List.of(bar("R5", "1", "1"), bar("R6", null, "なし")), List.of()).isUseful()).isFalse();
    }

    private static String chart(Bar... bars) {
        return BarChart.of("認知件数", "件", Locale.JAPANESE, List.of(bars), List.of()).svg();
    }

    private static Bar bar(String label, @Nullable String number, String text) {
        return new Bar(label, "", number == null ? null : new BigDecimal(number), text, false, false);
    }

    private static List<String> marks(String svg) {
        return java.util.regex.Pattern.compile("class=\"mark-text\"[^>]*>([^<]+)<").matcher(svg).results().map(mark -> mark.group(1)).toList();
    }
}
