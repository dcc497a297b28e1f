package jp.machimori.shell;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.springframework.web.util.UriUtils;

/**
 * ファイル名。What a file is called that a browser keeps.
 *
 * @param plain for programs that read ASCII only
 * @param name for all others (RFC 6266, {@code filename*})
 */
public record FileName(String plain, String name) {

    public FileName {
        plain = plain.replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    /** One that somebody gave. @param stem of its plain name where it is not plain itself; its ending stays */
    public static FileName given(String name, String stem) {
        String narrow = Normalizer.normalize(name, Normalizer.Form.NFKC);
        return new FileName(narrow.matches("[A-Za-z0-9._-]+") ? narrow : stem + narrow.replaceFirst("(?s)^.*?(\\.[A-Za-z0-9]{1,8})?$", "$1"), name);
    }

    /** The header Content-Disposition of a file that is kept. */
    public String attachment() {
        return "attachment; " + names();
    }

    /** The header Content-Disposition of a file that is shown. */
    public String inline() {
        return "inline; " + names();
    }

    private String names() {
        return "filename=\"" + plain + "\"" + (plain.equals(name) ? "" : "; filename*=UTF-8''" + UriUtils.encode(name, StandardCharsets.UTF_8));
    }
}
