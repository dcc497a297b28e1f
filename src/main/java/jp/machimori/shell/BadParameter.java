package jp.machimori.shell;

import org.jspecify.annotations.Nullable;

/** 読めない引数。A parameter of the address that says nothing this page knows: 400, and the page names it. */
public class BadParameter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String expected;

    /** @param name the parameter as it stands in the address */
    public BadParameter(String name) {
        this(name, null);
    }

    /**
     * @param name the parameter as it stands in the address
     * @param expected how it is written, in no language: {@code 1–1000}, {@code 2026-11-22}, {@code actual | planned}
     */
    public BadParameter(String name, @Nullable String expected) {
        super(name);
        this.expected = expected;
    }

    /** How the parameter is written, null where nothing more can be said. */
    @Nullable String expected() {
        return expected;
    }
}
