package jp.machimori.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import jp.machimori.figures.Citation;
import jp.machimori.shell.Words;
import org.jspecify.annotations.Nullable;

/**
 * 事業・取組。Something the town does or promises under a measure; it has one home.
 *
 * @param path its place as the document prints it
 * @param divisions keys of the responsible divisions
 * @param tags self-help, mutual-help, public-help
 * @param sensitive for victims: its page has a quick exit
 * @param sources {@code document:line}
 * @param quantities keys of the indicators it feeds
 * @param apply present when somebody can apply for something
 * @param node key of the node it hangs on
 * @param ord its place in the plan
 */
public record Programme(String key, String path, String label, @Nullable @JsonProperty("label_en") String labelEn,
                        @Nullable String about, @Nullable @JsonProperty("about_en") String aboutEn, List<String> divisions,
                        List<String> tags, Boolean sensitive, List<String> sources, List<String> quantities,
                        @Nullable Apply apply, Home home, String node, Integer ord) {

    /** 申し込み。Who can apply for what, and how. */
    public record Apply(@Nullable String who, @Nullable @JsonProperty("who_en") String whoEn, String how,
                        @Nullable @JsonProperty("how_en") String howEn) {

        public @Nullable Words whoWords() {
            return who == null ? null : new Words(who, whoEn);
        }

        public Words howWords() {
            return new Words(how, howEn);
        }
    }

    public Programme {
        divisions = divisions == null ? List.of() : List.copyOf(divisions);
        tags = tags == null ? List.of() : List.copyOf(tags);
        sources = sources == null ? List.of() : List.copyOf(sources);
        quantities = quantities == null ? List.of() : List.copyOf(quantities);
        sensitive = sensitive != null && sensitive;
        node = Objects.requireNonNullElse(node, "");
        ord = Objects.requireNonNullElse(ord, 0);
    }

    public Words words() {
        return new Words(label, labelEn);
    }

    public @Nullable Words aboutWords() {
        return about == null ? null : new Words(about, aboutEn);
    }

    public List<Citation> citations() {
        return sources.stream().map(Citation::parse).toList();
    }

    /** Whether its home works; a planned one has none yet. */
    public boolean works() {
        return !home.planned();
    }

    Programme placed(String node, int ord, boolean sensitive) {
        return new Programme(key, path, label, labelEn, about, aboutEn, divisions, tags, sensitive, sources, quantities, apply, home, node, ord);
    }
}
