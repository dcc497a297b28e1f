package jp.machimori.open;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jp.machimori.ledger.EntryList;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Public fields of public entries. */
@RestController
@RequestMapping("/api/v1/towns/{town}/entries")
@Transactional(readOnly = true)
@Tag(name = "entries", description = "公開の記録")
class EntriesApi {

    private final EntryList entries;

    EntriesApi(EntryList entries) {
        this.entries = entries;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "公開の記録の一覧（新しい順） / public entries, newest first", operationId = "entries")
    Page<EntryList.Published> json(@PathVariable String town,
            @Parameter(description = "記録の種類 / key of a form") @RequestParam(required = false) @Nullable String form,
            @Parameter(description = "この日から / first day") @RequestParam(required = false) @Nullable LocalDate from,
            @Parameter(description = "この日まで / last day") @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false, defaultValue = "200") int limit) {
        return Paging.page(entries.published(form, from, to, after, Paging.limit(limit)), limit, entry -> entry.on() + "_" + entry.id());
    }

    @GetMapping(produces = Csv.TYPE)
    @Operation(operationId = "entries")
    ResponseEntity<byte[]> csv(@PathVariable String town, @RequestParam(required = false) @Nullable String form,
            @RequestParam(required = false) @Nullable LocalDate from, @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false, defaultValue = "1000") int limit) {
        List<String> header = new ArrayList<>(List.of("id", "form", "on", "area", "version", "updated"));
        List<String> columns = form == null ? List.of() : List.copyOf(entries.columns(form).keySet());
        header.addAll(columns);
        return Csv.of(json(town, form, from, to, after, limit), header, entry -> {
            List<@Nullable Object> row = new ArrayList<>(List.of(entry.id(), entry.form(), entry.on(), entry.area(), entry.version(), entry.updated()));
            columns.forEach(column -> row.add(entry.values().get(column) instanceof List<?> several
                    ? String.join(";", several.stream().map(String::valueOf).toList()) : entry.values().get(column)));
            return row;
        });
    }
}
