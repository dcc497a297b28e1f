package jp.machimori.forecast.engine;

/** 使えないデータ。What a person has to mend in the data before a forecast can be made, in a sentence of each language. */
public final class Unusable extends RuntimeException {

    private final String japanese;
    private final String english;

    public Unusable(String japanese, String english) {
        super(english);
        this.japanese = japanese;
        this.english = english;
    }

    public String japanese() {
        return japanese;
    }

    public String english() {
        return english;
    }
}
