package jp.machimori.comment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jp.machimori.ledger.Typed;
import org.jspecify.annotations.Nullable;

/** 書かれた意見。A comment as somebody typed it into the page. */
record Written(String section, String text, String name, String address, String email) {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>,;]{1,64}@[^\\s@<>,;]+\\.[^\\s@<>,;]{2,}");

    Written {
        section = clean(section);
        text = clean(text);
        name = clean(name).replace('\n', ' ');
        address = clean(address).replace('\n', ' ');
        email = clean(email);
    }

    private static String clean(@Nullable String typed) {
        return typed == null ? "" : Typed.clean(typed);
    }

    static Written blank(@Nullable String section) {
        return new Written(section == null ? "" : section, "", "", "", "");
    }

    /** How many characters it has, as people count them. */
    public int length() {
        return text.codePointCount(0, text.length());
    }

    /** Its section of the draft; null where none was chosen, or none of these. */
    public @Nullable Integer sectionNumber(List<Section> sections) {
        return sections.stream().map(Section::number).filter(number -> String.valueOf(number).equals(section)).findFirst().orElse(null);
    }

    /** What was asked for, and nothing else. */
    Commenter commenter(Consultation consultation) {
        return new Commenter(consultation.name() == Consultation.Asking.NONE ? "" : name,
                consultation.address() == Consultation.Asking.NONE ? "" : address, email);
    }

    /** Message key by field, in the order of the form. */
    Map<String, String> faults(Consultation consultation) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (text.isEmpty()) {
            faults.put("text", "comment.write.text.missing");
        } else if (length() > Comment.LONGEST) {
            faults.put("text", "comment.write.text.long");
        }
        if (consultation.name() == Consultation.Asking.REQUIRED && name.isEmpty()) {
            faults.put("name", "comment.write.name.missing");
        } else if (name.length() > 100) {
            faults.put("name", "comment.write.name.long");
        }
        if (consultation.address() == Consultation.Asking.REQUIRED && address.isEmpty()) {
            faults.put("address", "comment.write.address.missing");
        } else if (address.length() > 200) {
            faults.put("address", "comment.write.address.long");
        }
        if (!email.isEmpty() && (email.length() > 254 || !EMAIL.matcher(email).matches())) {
            faults.put("email", "comment.write.email.wrong");
        }
        return faults;
    }

    @Override
    public String toString() {
        return "Written";
    }
}
