package jp.machimori.report;

import java.util.Arrays;
import java.util.Locale;
import org.springframework.http.MediaType;

/** 報告書のファイルの形式。 */
enum Format {
    PDF("report.pdf", "application/pdf"),
    DOCX("report.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    XLSX("report.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("numbers.csv", "text/csv;charset=UTF-8"),
    JSON("numbers.json", "application/json");

    private final String file;
    private final MediaType type;

    Format(String file, String type) {
        this.file = file;
        this.type = MediaType.parseMediaType(type);
    }

    /** @param file as report.pdf */
    static Format ofFile(String file) {
        return Arrays.stream(values()).filter(format -> format.file.equals(file)).findFirst().orElseThrow();
    }

    /** report.pdf */
    public String file() {
        return file;
    }

    MediaType type() {
        return type;
    }

    /** pdf */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
