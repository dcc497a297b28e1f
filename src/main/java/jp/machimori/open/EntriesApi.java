package jp.machimori.open;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import jp.machimori.ledger.EntryList;
import jp.machimori.shell.BadParameter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Public fields of public entries. */
@RestController
@RequestMapping("/api/v1/towns/{town}/entries")
@Transactional(readOnly = true)
@Tag(name = "entries", description = "公開の記録")
class EntriesApi {

    private static final String DAYS = "1900-01-01–2200-12-31";

    private final EntryList entries;

    EntriesApi(EntryList entries) {
        this.entries = entries;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "公開の記録の一覧（新しい順） / public entries, newest first", operationId = "entries")
    Page<EntryList.Published> json(@PathVariable String town,
            @Parameter(description = "記録の種類の記号 / key of a form") @RequestParam(required = false) @Nullable String form,
            @Parameter(description = "この日から（1900〜2200年） / first day, of 1900 to 2200") @RequestParam(required = false) @Nullable String from,
            @Parameter(description = "この日まで（1900〜2200年） / last day, of 1900 to 2200") @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) @Nullable String limit) {
        int most = Paging.limit(limit);
        return Paging.page(entries.published(form(form), day("from", from), day("to", to), after, most), most,
                entry -> entry.on() + "_" + entry.id());
    }

    @GetMapping(produces = Csv.TYPE)
    @Operation(operationId = "entries")
    ResponseEntity<byte[]> csv(@PathVariable String town, @RequestParam(required = false) @Nullable String form,
            @RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) @Nullable String limit) {
        Page<EntryList.Published> page = json(town, form, from, to, after, limit);
        List<String> header = new ArrayList<>(List.of("id", "form", "on", "area", "version", "updated"));
        List<String> columns = form(form) == null ? List.of() : List.copyOf(entries.columns(form).keySet());
        // a form may have a field on or area of its own; forms of all kinds together have no columns in common
        header.addAll(columns.isEmpty() ? List.of("values") : columns.stream().map(column -> header.contains(column) ? "values." + column : column).toList());
        return Csv.of(page, header, entry -> {
            List<@Nullable Object> row = new ArrayList<>(List.of(entry.id(), entry.form(), entry.on(), entry.area(), entry.version(), entry.updated()));
            if (columns.isEmpty()) {
                row.add(JsonMapper.shared().writeValueAsString(entry.values()));
            }
            columns.forEach(column -> row.add(entry.values().get(column) instanceof List<?> several
                    ? String.join(";", several.stream().map(String::valueOf).toList()) : entry.values().get(column)));
            return row;
        });
    }

    private static @Nullable String form(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** PostgreSQL refuses days that Java can say. */
    private static @Nullable LocalDate day(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() < 1900 || day.getYear() > 2200) {
                throw new BadParameter(name, DAYS);
            }
            return day;
        } catch (DateTimeParseException noDay) {
            throw new BadParameter(name, DAYS);
        }
    }
}
