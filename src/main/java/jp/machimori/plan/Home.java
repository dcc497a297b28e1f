package jp.machimori.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * 事業の居場所。Where what a programme does is recorded. A planned home has no working place yet and is shown as planned.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Home.InForm.class, name = "form"),
    @JsonSubTypes.Type(value = Home.InOption.class, name = "option"),
    @JsonSubTypes.Type(value = Home.InAnswer.class, name = "answer"),
    @JsonSubTypes.Type(value = Home.InSeries.class, name = "series"),
    @JsonSubTypes.Type(value = Home.Heading.class, name = "heading")})
public sealed interface Home {

    /** As in a pack: form, option, answer, series or heading. */
    String notation();

    /** What it points at, null where there is nothing to point at. */
    default @Nullable String reference() {
        return null;
    }

    Boolean planned();

    static Home of(String kind, @Nullable String ref, boolean planned) {
        return switch (kind) {
            case "form" -> new InForm(java.util.Objects.requireNonNull(ref), planned);
            case "option" -> new InOption(java.util.Objects.requireNonNull(ref), planned);
            case "answer" -> new InAnswer(planned);
            case "series" -> new InSeries(java.util.Objects.requireNonNull(ref), planned);
            case "heading" -> new Heading(planned);
            default -> throw new IllegalArgumentException("no home: " + kind);
        };
    }

    /** 記録の種類。Recorded in a form. @param ref key of the form */
    record InForm(String ref, Boolean planned) implements Home {
        public InForm {
            planned = planned != null && planned;
        }

        @Override
        public String notation() {
            return "form";
        }

        @Override
        public String reference() {
            return ref;
        }
    }

    /** 記録の選択肢。Recorded as one choice inside a form. @param ref {@code form/field/option} */
    record InOption(String ref, Boolean planned) implements Home {
        public InOption {
            planned = planned != null && planned;
        }

        @Override
        public String notation() {
            return "option";
        }

        @Override
        public String reference() {
            return ref;
        }

        public String form() {
            return ref.substring(0, Math.max(0, ref.indexOf('/')));
        }

        /** {@code field=option}, as the list of the form filters. */
        public String filter() {
            return ref.substring(ref.indexOf('/') + 1).replace('/', '=');
        }
    }

    /** 年に一度の回答。A yearly answer of a division; no records are asked for. */
    record InAnswer(Boolean planned) implements Home {
        public InAnswer {
            planned = planned != null && planned;
        }

        @Override
        public String notation() {
            return "answer";
        }
    }

    /** 外からの数値。A series that comes from outside. @param ref key of the series */
    record InSeries(String ref, Boolean planned) implements Home {
        public InSeries {
            planned = planned != null && planned;
        }

        @Override
        public String notation() {
            return "series";
        }

        @Override
        public String reference() {
            return ref;
        }
    }

    /** 見出し。A heading of the plan itself. */
    record Heading(Boolean planned) implements Home {
        public Heading {
            planned = planned != null && planned;
        }

        @Override
        public String notation() {
            return "heading";
        }
    }
}
