package jp.machimori.shell;

/** 読めない引数。A parameter of the address that says nothing this page knows: 400, and the page names it. */
public class BadParameter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param name the parameter as it stands in the address */
    public BadParameter(String name) {
        super(name);
    }
}
