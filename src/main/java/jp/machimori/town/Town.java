package jp.machimori.town;

import org.jspecify.annotations.Nullable;

/**
 * 自治体。A municipality, ward or prefecture that runs a plan; one deployment serves many, each sees its own.
 *
 * @param code JIS X 0402 with check digit (six digits), or JIS X 0401 (two digits) for a prefecture
 */
public record Town(int id, String key, String name, @Nullable String nameEn, @Nullable String reading, Kind kind,
                   @Nullable String code, boolean demonstration) {

    public enum Kind { MUNICIPALITY, WARD, PREFECTURE }

    public String nameIn(java.util.Locale locale) {
        return Period.japanese(locale) || nameEn == null ? name : nameEn;
    }
}
