package jp.machimori.open;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.machimori.figures.Figure;
import jp.machimori.figures.FigureFilter;
import jp.machimori.figures.Figures;
import jp.machimori.figures.Nature;
import jp.machimori.shell.BadParameter;
import jp.machimori.town.Dimension;
import jp.machimori.town.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every figure of a town with its sources. */
@RestController
@RequestMapping("/api/v1/towns/{town}/figures")
@Transactional(readOnly = true)
@Tag(name = "figures", description = "数値")
class FiguresApi {

    static final List<String> NATURES = Arrays.stream(Nature.values()).map(Nature::notation).toList();

    /** Where a figure is printed. */
    record SourceItem(@Schema(description = "文書の記号") String document, @Schema(description = "行") int line,
                      @Schema(description = "そこに印刷されたとおりの言葉。パックが書いていなければ null / as it is printed there; null where the pack does not say")
                      @Nullable String printed) {
    }

    /** One figure. */
    record FigureItem(UUID id, @Schema(description = "系列の記号") String key,
                      @Schema(allowableValues = {"actual", "planned", "baseline", "target", "budget"}) String nature,
                      String label, @Nullable String labelEn,
                      @Schema(description = "内訳") Map<String, String> dimension,
                      @Schema(description = "FY2023 CY2022 2031 2023-07 2024-09-30 a..b ..b annual recent、または空") String period,
                      @Schema(description = "印刷された値。数でないこともある") String value,
                      @Schema(description = "値の形 / how the source gives it", allowableValues = {"exact", "approximate", "direction", "masked",
                          "none", "not-applicable", "dash", "words", "included", "comparison", "date"}) String form,
                      String unit, List<SourceItem> sources, int version,
                      @Schema(description = "照会で報告した回答のページ。文書の数値なら null / page of the answer that reported it; null for one of a document") @Nullable String reported,
                      @Schema(description = "数値に付けた注や、訂正の理由 / what was noted with it, as the reason of a correction") @Nullable String note) {

        static FigureItem of(String town, Figure figure) {
            return new FigureItem(figure.id(), figure.key(), figure.nature().notation(), figure.label().ja(), figure.label().en(),
                    new LinkedHashMap<>(figure.line().dimension().parts()), figure.period().notation(), figure.value().text(),
                    figure.value().form().notation(), figure.unit(), figure.sources().stream().map(source -> new SourceItem(
                            source.document(), source.line(), source.printed())).toList(),
                    figure.version(), figure.reported() == null ? null : "/" + town + figure.reported(), figure.note());
        }
    }

    private final Figures figures;

    FiguresApi(Figures figures) {
        this.figures = figures;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "数値の一覧（出典つき） / figures with their sources", operationId = "figures")
    Page<FigureItem> json(@PathVariable String town,
            @Parameter(description = "系列の記号。なければ空の一覧 / key of a series; of an unknown one there are no figures") @RequestParam(required = false) @Nullable String key,
            @Parameter(description = "種別 / what the number says") @RequestParam(required = false) @Nullable String nature,
            @Parameter(description = "期間。FY2023 など。空は時期の記載なし / period, as FY2023; empty asks for undated ones") @RequestParam(required = false) @Nullable String period,
            @Parameter(description = "内訳の一部 / part of the breakdown, as ward=中央区;offence=窃盗犯") @RequestParam(required = false) @Nullable String dimension,
            @RequestParam(required = false) @Nullable UUID after, @RequestParam(required = false) @Nullable String limit) {
        FigureFilter filter = new FigureFilter(key == null || key.isEmpty() ? null : key, nature(nature), period(period), dimension(dimension));
        int most = Paging.limit(limit);
        return Paging.page(figures.page(filter, after, most + 1).stream().map(figure -> FigureItem.of(town, figure)).toList(), most,
                figure -> figure.id().toString());
    }

    @GetMapping(produces = Csv.TYPE)
    @Operation(operationId = "figures")
    ResponseEntity<byte[]> csv(@PathVariable String town, @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String nature, @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String dimension, @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable String limit) {
        return Csv.of(json(town, key, nature, period, dimension, after, limit),
                Csv.header("id", "key", "nature", "label", "dimension", "period", "value", "form", "unit", "sources", "version", "reported", "note"),
                figure -> Arrays.asList(figure.id(), figure.key(), figure.nature(), figure.label(), new Dimension(figure.dimension()).canonical(),
                        figure.period(), figure.value(), figure.form(), figure.unit(), figure.sources().stream()
                                .map(source -> source.document() + ":" + source.line()).collect(Collectors.joining("|")), figure.version(), figure.reported(), figure.note()));
    }

    private static @Nullable Nature nature(@Nullable String text) {
        return text == null || text.isEmpty() ? null : Arrays.stream(Nature.values()).filter(nature -> nature.notation().equals(text))
                .findFirst().orElseThrow(() -> new BadParameter("nature", String.join(" | ", NATURES)));
    }

    private static @Nullable String period(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Period.parse(text).notation();
        } catch (IllegalArgumentException noPeriod) {
            throw new BadParameter("period", "FY2023 | CY2022 | 2031 | 2023-07 | 2024-09-30 | FY2019..FY2023 | ..2031 | annual | recent");
        }
    }

    private static Map<String, String> dimension(@Nullable String text) {
        try {
            return text == null ? Map.of() : Dimension.parse(text).parts();
        } catch (IllegalArgumentException noDimension) {
            throw new BadParameter("dimension", "ward=中央区;offence=窃盗犯");
        }
    }
}
