package jp.machimori.inquiry;

/** 回答用紙の列。Found again by the word in its head, wherever it was moved to. @param width in characters of half width */
enum BookColumn {
    NUMBER("番号", 6), VERSION("版", 5), MEASURE("施策", 20), HALF("区分", 13), ITEM("項目", 20), UNIT("単位", 8), LAST("前年度まで", 30),
    KNOWN("入れてある数", 10), ANSWER("回答", 44), REASON("違う数の理由", 18);

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
