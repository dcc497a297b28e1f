package jp.machimori.inquiry;

/** 回答用紙の列。Found again by the word in its head, wherever it was moved to. @param width in characters of half width; all together go on A4 landscape */
enum BookColumn {
    NUMBER("番号", 5), VERSION("版", 4), MEASURE("施策", 16), HALF("区分", 16), ITEM("項目", 16), UNIT("単位", 7), LAST("前年度まで", 24),
    KNOWN("入れてある数", 9), ANSWER("回答", 34), REASON("違う数の理由", 13);

    private final String head;
    private final int width;

    BookColumn(String head, int width) {
        this.head = head;
        this.width = width;
    }

    String head() {
        return head;
    }

    int width() {
        return width;
    }

    /** Without it no row can be told from another. */
    boolean isNeeded() {
        return this == NUMBER || this == HALF || this == ITEM || this == ANSWER;
    }
}
