package jp.machimori.report;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * 正準形。A snapshot as the one JSON it has: names of properties in order, no space between, numbers as plain decimals,
 * UTF-8. Its digest says whether anything of it was changed.
 */
final class Canonical {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private Canonical() {
    }

    static byte[] json(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static Snapshot snapshot(byte[] json) {
        return read(json, Snapshot.class);
    }

    static <T> T read(byte[] json, Class<T> as) {
        return MAPPER.readValue(json, as);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
