package jp.machimori.comment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import jp.machimori.ledger.Typed;

/**
 * 章。A part of a draft under its own heading, which a comment can point to.
 *
 * @param number from 1, in the order of the text
 * @param heading empty for what stands before the first one
 * @param body paragraphs, one a line
 */
record Section(int number, String heading, String body) {

    /** 第1章, 第二節 … at the start of a short line, and lines that somebody marked with # or ■. */
    private static final Pattern HEADING =
            Pattern.compile("(?:第[0-9０-９一二三四五六七八九十百]+[編部章節][\\s　:：]?.{0,60}|(?:はじめに|おわりに)|[#＃■]+[\\s　]*\\S.{0,80})");
    /** 第1章 計画の策定にあたって ……… 3: a line of a table of contents. */
    private static final Pattern CONTENTS = Pattern.compile(".*[…・.．]{2,}\\s*[0-9０-９]+");

    /** Reads a text with headings. What stands before the first heading is a section of its own. */
    static List<Section> read(String typed) {
        List<Section> sections = new ArrayList<>();
        String heading = "";
        List<String> lines = new ArrayList<>();
        for (String line : Typed.clean(typed).split("\n")) {
            String text = line.strip();
            if (isHeading(text)) {
                add(sections, heading, lines);
                heading = text.replaceFirst("^[#＃■]+[\\s　]*", "");
                lines.clear();
            } else if (!text.isEmpty()) {
                lines.add(text);
            }
        }
        add(sections, heading, lines);
        return List.copyOf(sections);
    }

    /** The text that reads as these sections: a heading that could be taken for a paragraph bears a mark. */
    static String write(List<Section> sections) {
        StringBuilder text = new StringBuilder();
        for (Section section : sections) {
            if (!section.heading().isEmpty()) {
                text.append(isHeading(section.heading()) ? "" : "■").append(section.heading()).append("\n");
            }
            text.append(section.body()).append(section.body().isEmpty() ? "\n" : "\n\n");
        }
        return text.toString().stripTrailing();
    }

    public List<String> paragraphs() {
        return body.isEmpty() ? List.of() : Arrays.asList(body.split("\n"));
    }

    private static boolean isHeading(String line) {
        return HEADING.matcher(line).matches() && !line.endsWith("。") && !CONTENTS.matcher(line).matches();
    }

    private static void add(List<Section> sections, String heading, List<String> lines) {
        if (!heading.isEmpty() || !lines.isEmpty()) {
            sections.add(new Section(sections.size() + 1, heading, String.join("\n", lines)));
        }
    }
}
