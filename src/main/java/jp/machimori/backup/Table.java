package jp.machimori.backup;

import java.util.List;
import java.util.stream.Collectors;

/**
 * 表。A table of the schema public.
 *
 * @param columns those that hold something of their own; computed ones are computed anew
 */
record Table(String name, List<String> columns) {

    Table {
        columns = List.copyOf(columns);
    }

    String out() {
        return "copy (select %s from %s) to stdout".formatted(columnList(), quoted());
    }

    String in() {
        return "copy %s (%s) from stdin".formatted(quoted(), columnList());
    }

    String quoted() {
        return "public." + quote(name);
    }

    private String columnList() {
        return columns.stream().map(Table::quote).collect(Collectors.joining(", "));
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
