package jp.machimori.figures;

import java.util.Locale;

/** 速報・暫定・確定。How final a number of the police is. */
public enum Status {
    PRELIMINARY, PROVISIONAL, FINAL;

    public String notation() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for an unknown notation */
    public static Status parse(String notation) {
        for (Status status : values()) {
            if (status.notation().equals(notation)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status: " + notation);
    }
}
