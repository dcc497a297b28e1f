package jp.machimori.town;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code town.yaml} as a record. */
record TownSheet(String key, String name, @Nullable @JsonProperty("name_en") String nameEn, @Nullable String reading,
                 String kind, @Nullable String code, @Nullable List<SourceDocument> documents,
                 @Nullable List<Contact> contacts, @Nullable List<Division> divisions, @Nullable List<Area> areas) {

    TownSheet {
        documents = documents == null ? List.of() : List.copyOf(documents);
        contacts = contacts == null ? List.of() : List.copyOf(contacts);
        divisions = divisions == null ? List.of() : List.copyOf(divisions);
        areas = areas == null ? List.of() : List.copyOf(areas);
    }

    /**
     * The code as its first five digits want it, a code of two digits as it is. JIS X 0402: the sum of the digits times
     * 6, 5, 4, 3, 2 modulo 11, taken from 11; the last digit of that.
     */
    @Nullable String codeWithItsCheckDigit() {
        if (code == null || code.length() != 6) {
            return code;
        }
        int sum = 0;
        for (int at = 0; at < 5; at++) {
            sum += (6 - at) * Character.digit(code.charAt(at), 10);
        }
        return code.substring(0, 5) + (11 - sum % 11) % 10;
    }
}
