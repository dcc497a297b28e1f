package jp.machimori.report;

/** Text as XML takes it. */
final class Xml {

    private Xml() {
    }

    /** Marks escaped, and what no XML may hold left out. */
    static String safe(String text) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().filter(Xml::allowed).forEach(point -> {
            switch (point) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    /** As it was written, without what no XML may hold. */
    static String plain(String text) {
        return text.codePoints().filter(Xml::allowed).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static boolean allowed(int point) {
        return point == '\t' || point == '\n' || point >= 0x20 && point <= 0xD7FF || point >= 0xE000 && point <= 0xFFFD || point >= 0x10000;
    }
}
