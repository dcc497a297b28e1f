package jp.machimori.open;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** What the OpenAPI description says of all addresses alike, and of every record: what is there, and what may be null. */
@Component
class Description implements OpenApiCustomizer, ModelConverter {

    private static final String CSV = Csv.TYPE;

    @Override
    public void customise(OpenAPI api) {
        api.info(new Info().title("まちもり API").version("1").description("""
                計画・事業・指標・数値・公開の記録を、出典とともに読むためのAPIです。書き込みはありません。\
                データの利用条件は、出典の文書を公表した自治体などが定めるもので、ここでは定めません。

                Plans, programmes, indicators, figures and public records with their sources, to be read only. \
                The terms of use of the data are those of the bodies that published the documents cited; none are stated here."""));
        api.servers(List.of(new Server().url("/").description("日本語 / words in Japanese"),
                new Server().url("/en").description("英語 / words in English")));
        // what a public field of a form holds: a text, a number, or the options chosen
        Schema<?> entry = api.getComponents().getSchemas().get("Published");
        Map.of("form", "記録の種類の記号 / key of its form", "on", "その日 / the day it counts on",
                        "area", "地域の区分と記号（ward/kita）。なければ空 / system and key of the area, as ward/kita; empty when there is none", "version", "訂正すると増える / grows when it is corrected",
                        "updated", "この版を書いた時 / when this version was written", "values", "公開の項目の記号と値 / public fields by key")
                .forEach((name, description) -> entry.getProperties().get(name).description(description));
        entry.getProperties().get("values").additionalProperties(types("string", "number", "array").items(types("string")));
        api.getComponents().addSchemas("Problem", problem())
                .addResponses("NotModified", new ApiResponse().description("前に受け取ったときから変わっていない / as it was when you last got it")
                        .addHeaderObject("ETag", etag()))
                .addResponses("BadRequest", refused("読み取れない値がある。field がその名前 / a value cannot be read; field names it"))
                .addResponses("NotFound", refused("自治体や指標が見つからない / no such town or indicator"))
                .addResponses("NotAcceptable", refused("求められた形式では返せない / not available in the format asked for"));
        api.getPaths().forEach((path, item) -> describe(item.getGet(), path.contains("{")));
    }

    private static void describe(Operation operation, boolean mayBeMissing) {
        ApiResponses responses = operation.getResponses();
        ApiResponse found = responses.get("200").description("見つかった / found").addHeaderObject("ETag", etag());
        if (found.getContent().containsKey(CSV)) {
            found.getContent().get(CSV).setSchema(types("string").description("UTF-8・BOM付き、CRLF。1行めは列の名前 / UTF-8 with BOM, CRLF, a header line"));
            operation.addParametersItem(new Parameter().name(Reading.FORMAT).in("query").required(false)
                    .description("Accept ヘッダーの代わり / instead of an Accept header")
                    .schema(types("string")._enum(List.copyOf(Reading.FORMATS.keySet()))));
            found.addHeaderObject("Link", new Header().schema(types("string"))
                    .description("CSVで続きがあるとき、次の頁のアドレス（rel=\"next\"） / of CSV with more to come: the next page, rel=\"next\""));
        }
        operation.addParametersItem(new Parameter().name("If-None-Match").in("header").required(false)
                .description("前に受け取った ETag / the ETag you have").schema(types("string")));
        operation.getParameters().forEach(Description::describe);
        responses.addApiResponse("304", new ApiResponse().$ref("NotModified"));
        responses.addApiResponse("400", new ApiResponse().$ref("BadRequest"));
        if (mayBeMissing) {
            responses.addApiResponse("404", new ApiResponse().$ref("NotFound"));
        }
        responses.addApiResponse("406", new ApiResponse().$ref("NotAcceptable"));
    }

    private static void describe(Parameter parameter) {
        switch (parameter.getName()) {
            case "town" -> parameter.description("自治体の記号。/api/v1/towns の key / key of a town, as /api/v1/towns lists them");
            case "after" -> parameter.description("前の頁の終わり。自分で作らず next をたどる / where the page before ended; follow next instead of making one up");
            case "limit" -> parameter.description("1頁の件数 / items on a page").schema(types("integer")
                    .minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(Paging.MOST))._default(Paging.MOST));
            case "nature" -> parameter.schema(types("string")._enum(List.copyOf(FiguresApi.NATURES)));
            case "from", "to" -> parameter.schema(types("string").format("date"));
            default -> { }
        }
    }

    private static ApiResponse refused(String description) {
        return new ApiResponse().description(description).content(new Content().addMediaType("application/problem+json",
                new MediaType().schema(new Schema<>().$ref("Problem"))));
    }

    private static Schema<?> problem() {
        return types("object").description("RFC 9457")
                .addProperty("type", types("string").format("uri-reference"))
                .addProperty("title", types("string")).addProperty("status", types("integer")).addProperty("detail", types("string"))
                .addProperty("instance", types("string").format("uri-reference").description("そのアドレス / the address asked for"))
                .addProperty("id", types("string").description("問い合わせのときの番号。サーバーの記録にある / to be told when you ask for help"))
                .addProperty("field", types("string").description("読み取れなかった引数の名前 / name of the parameter that could not be read"))
                .addProperty("expected", types("string").description("その引数の書き方 / how that parameter is written"))
                .required(List.of("type", "title", "status", "detail", "instance", "id"));
    }

    private static Header etag() {
        return new Header().description("内容が変われば変わる / changes with the content").schema(types("string"));
    }

    private static JsonSchema types(String... types) {
        var schema = new JsonSchema();
        schema.setTypes(new LinkedHashSet<>(List.of(types)));
        return schema;
    }

    /** Every component of a record is always there; one that is {@link Nullable} may be null. */
    @Override
    public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        Schema<?> schema = others.hasNext() ? others.next().resolve(type, context, others) : null;
        JavaType java = Json31.mapper().constructType(type.getType());
        if (schema == null || !java.getRawClass().isRecord()) {
            return schema;
        }
        Schema<?> record = schema.get$ref() == null ? schema
                : context.getDefinedModels().get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
        RecordComponent[] components = java.getRawClass().getRecordComponents();
        record.setRequired(Arrays.stream(components).map(RecordComponent::getName).toList());
        for (RecordComponent component : components) {
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                record.getProperties().get(component.getName()).addType("null");
            }
        }
        return schema;
    }
}
