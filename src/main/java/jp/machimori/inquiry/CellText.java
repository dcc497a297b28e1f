package jp.machimori.inquiry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import jp.machimori.town.Era;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.NumberToTextConverter;
import org.jspecify.annotations.Nullable;

/**
 * セルの中身。What somebody who looks at a cell takes it for. The format decides whether 45983 is a number or a day; formats
 * with Japanese eras are unknown to the library and are told by their letters.
 */
record CellText(Kind kind, String text) {

    enum Kind {
        EMPTY, TEXT, NUMBER, PERCENT, DATE, ERROR
    }

    private static final CellText NOTHING = new CellText(Kind.EMPTY, "");
    /** Built-in formats of days and times; those from 27 on are the Japanese, Chinese and Korean ones. */
    private static final Set<Integer> DAYS = Set.of(14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58);

    static CellText of(@Nullable Cell cell) {
        if (cell == null) {
            return NOTHING;
        }
        CellType type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        return switch (type) {
            case STRING -> words(cell.getStringCellValue());
            case NUMERIC -> number(cell);
            case BOOLEAN -> new CellText(Kind.TEXT, cell.getBooleanCellValue() ? "TRUE" : "FALSE");
            case ERROR -> new CellText(Kind.ERROR, "");
            case BLANK, FORMULA, _NONE -> NOTHING;
        };
    }

    private static CellText words(String text) {
        String clean = jp.machimori.ledger.Typed.clean(text.replace("_x000D_", ""));
        return clean.isEmpty() ? NOTHING : new CellText(Kind.TEXT, clean);
    }

    private static CellText number(Cell cell) {
        double value = cell.getNumericCellValue();
        String format = letters(cell.getCellStyle().getDataFormatString());
        BigDecimal exact = new BigDecimal(NumberToTextConverter.toText(value));
        if (DAYS.contains((int) cell.getCellStyle().getDataFormat()) || format.matches(".*[ymdge].*")) {
            return value >= 1 && value < 2_958_466 ? new CellText(Kind.DATE, day(DateUtil.getLocalDateTime(value).toLocalDate())) : new CellText(Kind.NUMBER, exact.toPlainString());
        }
        return format.contains("%") ? new CellText(Kind.PERCENT, exact.movePointRight(2).stripTrailingZeros().toPlainString())
                : new CellText(Kind.NUMBER, exact.toPlainString());
    }

    private static String day(LocalDate day) {
        return day.isBefore(LocalDate.of(1868, 1, 25)) ? day.toString() : Era.dateOf(day);
    }

    /** The letters of a format that mean something: without quoted words, colours, locales, and the word General. */
    private static String letters(@Nullable String format) {
        if (format == null) {
            return "";
        }
        return format.replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*]", "").toLowerCase(java.util.Locale.ROOT)
                .replace("general", "").replace("g/標準", "").replaceAll("e[+-]", "");
    }
}
