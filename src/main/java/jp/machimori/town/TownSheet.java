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
}
