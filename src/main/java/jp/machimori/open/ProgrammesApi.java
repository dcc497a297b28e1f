package jp.machimori.open;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jp.machimori.plan.Programme;
import jp.machimori.plan.Programmes;
import jp.machimori.shell.BadParameter;
import jp.machimori.town.Division;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The programmes of a town's plans, each with its home. */
@RestController
@RequestMapping("/api/v1/towns/{town}/programmes")
@Transactional(readOnly = true)
@Tag(name = "programmes", description = "事業・取組")
class ProgrammesApi {

    /** Where a programme lives. */
    record HomeItem(@Schema(allowableValues = {"form", "option", "answer", "series", "heading"}) String kind, @Nullable String ref,
                    @Schema(allowableValues = {"working", "planned"}) String state) {
    }

    record DivisionItem(String key, String name) {
    }

    record ProgrammeItem(String key, String path, String label, @Nullable String labelEn, @Nullable String about,
                         @Nullable String aboutEn, @Schema(description = "計画の節の記号") String node, List<DivisionItem> divisions,
                         @ArraySchema(arraySchema = @Schema(description = "自助・共助・公助"),
                             schema = @Schema(allowableValues = {"self-help", "mutual-help", "public-help"})) List<String> tags, HomeItem home) {

        static ProgrammeItem of(Programme programme, Map<String, Division> divisions) {
            return new ProgrammeItem(programme.key(), programme.path(), programme.label(), programme.labelEn(), programme.about(),
                    programme.aboutEn(), programme.node(), programme.divisions().stream().filter(divisions::containsKey)
                            .map(key -> new DivisionItem(key, divisions.get(key).name())).toList(), programme.tags(),
                    new HomeItem(programme.home().notation(), programme.home().reference(), programme.works() ? "working" : "planned"));
        }
    }

    private final Programmes programmes;
    private final Ground ground;

    ProgrammesApi(Programmes programmes, Ground ground) {
        this.programmes = programmes;
        this.ground = ground;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "事業の一覧 / programmes in the plan's order", operationId = "programmes")
    Page<ProgrammeItem> json(@PathVariable String town, @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        int most = Paging.limit(limit);
        Integer place = after == null || after.isEmpty() ? null
                : programmes.find(after).map(Programme::ord).orElseThrow(() -> new BadParameter("after"));
        Map<String, Division> divisions = ground.divisionsByKey();
        return Paging.page(programmes.page(place, most + 1).stream()
                .map(programme -> ProgrammeItem.of(programme, divisions)).toList(), most, ProgrammeItem::key);
    }

    @GetMapping(produces = Csv.TYPE)
    @Operation(operationId = "programmes")
    ResponseEntity<byte[]> csv(@PathVariable String town, @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        return Csv.of(json(town, after, limit),
                Csv.header("key", "path", "label", "labelEn", "about", "node", "divisions", "tags", "home", "ref", "state"),
                one -> Arrays.asList(one.key(), one.path(), one.label(), one.labelEn(), one.about(), one.node(),
                        String.join(";", one.divisions().stream().map(DivisionItem::name).toList()), String.join(";", one.tags()),
                        one.home().kind(), one.home().ref(), one.home().state()));
    }
}
