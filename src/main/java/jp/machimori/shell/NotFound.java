package jp.machimori.shell;

/** 見つからない。Missing, of another town, or not to be known of: all the same to the reader. */
public class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
