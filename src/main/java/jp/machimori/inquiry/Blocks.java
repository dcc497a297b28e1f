package jp.machimori.inquiry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** 【課名】の段落。One cell that speaks for several divisions, each under its name in brackets, taken apart. */
final class Blocks {

    private static final Pattern NAME = Pattern.compile("【([^【】\\n]{1,40})】");
    /** A name that ends so is one of a body, known here or not; 【新規】 and 【令和5年度】 are words of the text. */
    private static final Pattern BODY = Pattern.compile(".*(?:課|室|署|局|部|庁|所|係|センター|委員会)");

    private Blocks() {
    }

    /** The texts by the name over them; what stands under no name is under "". */
    static Map<String, String> of(String cell, Predicate<String> isDivision) {
        Map<String, String> blocks = new LinkedHashMap<>();
        Matcher names = NAME.matcher(cell);
        String name = "";
        int from = 0;
        while (names.find()) {
            String next = names.group(1).strip();
            if (isDivision.test(next) || BODY.matcher(next).matches()) {
                put(blocks, name, cell.substring(from, names.start()));
                name = next;
                from = names.end();
            }
        }
        put(blocks, name, cell.substring(from));
        return blocks;
    }

    private static void put(Map<String, String> blocks, String name, String text) {
        if (!text.isBlank()) {
            blocks.merge(name, text.strip(), (first, second) -> first + "\n" + second);
        }
    }
}
