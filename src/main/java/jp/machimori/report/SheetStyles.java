package jp.machimori.report;

import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xssf.usermodel.extensions.XSSFCellBorder.BorderSide;
import org.jspecify.annotations.Nullable;

/** How the cells of a workbook look; each look is made once. */
final class SheetStyles {

    static final XSSFColor BAR = colour("A9BFE3");

    enum Look { TITLE, PLAIN, HEAD, PILLAR, SECTION, SUBSECTION, NAME, CELL }

    private record Kind(Look look, boolean quoted) {
    }

    private final XSSFWorkbook book;
    private final Map<Kind, XSSFCellStyle> styles = new HashMap<>();
    private final Map<Integer, XSSFCellStyle> numbers = new HashMap<>();

    SheetStyles(SXSSFWorkbook book) {
        this.book = book.getXSSFWorkbook();
        for (Look look : Look.values()) {
            of(look, false);
        }
    }

    /** @param quoted the text might be taken for a formula */
    XSSFCellStyle of(Look look, boolean quoted) {
        return styles.computeIfAbsent(new Kind(look, quoted), kind -> {
            XSSFCellStyle style = switch (look) {
                case TITLE -> style(14, true, null, false);
                case PLAIN -> style(10, false, null, false);
                case HEAD -> style(10, true, "D9E2F0", true);
                case PILLAR -> style(11, true, "C3D0E6", true);
                case SECTION -> style(10, true, "E3E9F3", true);
                case SUBSECTION -> style(10, true, "F1F3F7", true);
                case NAME -> style(10, true, null, true);
                case CELL -> style(10, false, null, true);
            };
            if (look == Look.HEAD) {
                style.setAlignment(HorizontalAlignment.CENTER);
                style.setVerticalAlignment(VerticalAlignment.CENTER);
            }
            style.setQuotePrefixed(quoted);
            return style;
        });
    }

    /** A number with that many decimals. */
    XSSFCellStyle number(int decimals) {
        return numbers.computeIfAbsent(decimals, scale -> {
            XSSFCellStyle style = style(10, false, null, true);
            style.setWrapText(false);
            style.setAlignment(HorizontalAlignment.RIGHT);
            String plain = "#,##0" + (scale == 0 ? "" : "." + "0".repeat(scale));
            style.setDataFormat(book.createDataFormat().getFormat(plain + ";\"△\"" + plain));
            return style;
        });
    }

    private XSSFCellStyle style(int size, boolean bold, @Nullable String fill, boolean lines) {
        XSSFFont font = book.createFont();
        font.setFontName("BIZ UDPゴシック");
        font.setFontHeightInPoints((short) size);
        font.setBold(bold);
        XSSFCellStyle style = book.createCellStyle();
        style.setFont(font);
        style.setVerticalAlignment(VerticalAlignment.TOP);
        style.setWrapText(lines);
        if (fill != null) {
            style.setFillForegroundColor(colour(fill));
            style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        }
        if (lines) {
            for (var side : BorderSide.values()) {
                if (side.ordinal() < 4) {
                    style.setBorderColor(side, colour("777777"));
                }
            }
            style.setBorderTop(BorderStyle.THIN);
            style.setBorderBottom(BorderStyle.THIN);
            style.setBorderLeft(BorderStyle.THIN);
            style.setBorderRight(BorderStyle.THIN);
        }
        return style;
    }

    private static XSSFColor colour(String hex) {
        return new XSSFColor(new byte[] {(byte) Integer.parseInt(hex.substring(0, 2), 16), (byte) Integer.parseInt(hex.substring(2, 4), 16),
            (byte) Integer.parseInt(hex.substring(4), 16)});
    }
}
