package jp.machimori.open;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The towns of this deployment. */
@RestController
@RequestMapping("/api/v1/towns")
@Tag(name = "towns", description = "自治体")
class TownsApi {

    /** One town. */
    record TownItem(String key, String name, @Nullable String nameEn,
                    @Schema(allowableValues = {"municipality", "ward", "prefecture"}) String kind,
                    @Schema(description = "団体コード / JIS X 0402, or 0401 of a prefecture") @Nullable String code,
                    @Schema(description = "記録が見本のもの / whether it shows invented records") boolean demonstration) {
        static TownItem of(Town town) {
            return new TownItem(town.key(), town.name(), town.nameEn(), town.kind().name().toLowerCase(Locale.ROOT),
                    town.code(), town.demonstration());
        }
    }

    private final Towns towns;

    TownsApi(Towns towns) {
        this.towns = towns;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "自治体の一覧 / list of towns", operationId = "towns")
    Page<TownItem> json() {
        return new Page<>(towns.all().stream().map(TownItem::of).toList(), null);
    }

    @GetMapping(produces = Csv.TYPE)
    @Operation(operationId = "towns")
    ResponseEntity<byte[]> csv() {
        return Csv.of(json(), Csv.header("key", "name", "nameEn", "kind", "code", "demonstration"),
                town -> java.util.Arrays.asList(town.key(), town.name(), town.nameEn(), town.kind(), town.code(), town.demonstration()));
    }
}
