package jp.machimori.inquiry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.machimori.town.FiscalYear;

/**
 * 整理番号。Printed on an answer workbook and seen by everybody who opens it: the year, the inquiry, the division and a check
 * character. It says whose workbook this is even when nothing else of it is left but the text of its cells.
 *
 * @param inquiry six characters that follow from the inquiry's id
 * @param division four characters that follow from the inquiry's id and the division's key
 */
record BookCode(int year, String inquiry, String division) {

    /** 31 of them, a prime: one wrong character, or two that changed places, are always found. Without 0, 1, I, O and Z. */
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXY";
    private static final Pattern WRITTEN = Pattern.compile("(\\d{4})-([" + ALPHABET + "]{6})-([" + ALPHABET + "]{4})-([" + ALPHABET + "])");
    private static final Pattern LIKE = Pattern.compile("\\d{4}-[0-9A-Z]{6}-[0-9A-Z]{4}-[0-9A-Z]");

    static BookCode of(Inquiry inquiry, String division) {
        return new BookCode(inquiry.year().year(), letters("inquiry " + inquiry.id(), 6), division(inquiry.id(), division));
    }

    private static String division(UUID inquiry, String division) {
        return letters("division " + inquiry + "/" + division, 4);
    }

    boolean isOf(Inquiry one) {
        return inquiry.equals(letters("inquiry " + one.id(), 6));
    }

    FiscalYear fiscalYear() {
        return new FiscalYear(year);
    }

    @Override
    public String toString() {
        return year + "-" + inquiry + "-" + division + "-" + check();
    }

    private char check() {
        int sum = year;
        String all = inquiry + division;
        for (int at = 0; at < all.length(); at++) {
            sum += (at + 2) * ALPHABET.indexOf(all.charAt(at));
        }
        return ALPHABET.charAt(sum % ALPHABET.length());
    }

    /** Empty where the text holds none, or one whose check character is wrong. */
    static Optional<BookCode> in(String text) {
        Matcher written = WRITTEN.matcher(narrow(text));
        return written.find() ? Optional.of(new BookCode(Integer.parseInt(written.group(1)), written.group(2), written.group(3)))
                .filter(code -> written.group(4).equals(String.valueOf(code.check()))) : Optional.empty();
    }

    /** Whether the text looks like one, right or wrong. */
    static boolean isLike(String text) {
        return LIKE.matcher(narrow(text)).find();
    }

    private static String narrow(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT).replaceAll("[‐‑–—−ー]", "-").replaceAll("\\s", "");
    }

    private static String letters(String of, int length) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
            StringBuilder letters = new StringBuilder();
            for (int at = 0; at < length; at++) {
                letters.append(ALPHABET.charAt((digest[at] & 0xff) % ALPHABET.length()));
            }
            return letters.toString();
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
