package jp.machimori.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jp.machimori.shell.Words;
import org.jspecify.annotations.Nullable;

/**
 * 施策。A node of the plan's tree: a pillar, a basic measure, a concrete measure …
 *
 * @param number as printed before the heading
 * @param sensitive for victims, inherited by what hangs below
 * @param plan key of the plan
 * @param parent key of the node above, null for a pillar
 * @param ord its place in the plan
 */
public record Node(String key, @Nullable String number, String label, @Nullable @JsonProperty("label_en") String labelEn,
                   @Nullable String about, @Nullable @JsonProperty("about_en") String aboutEn, List<String> tags,
                   Boolean sensitive, List<String> divisions, List<Programme> programmes, List<Node> children,
                   String plan, @Nullable String parent, Integer ord) {

    public Node {
        tags = tags == null ? List.of() : List.copyOf(tags);
        sensitive = sensitive != null && sensitive;
        divisions = divisions == null ? List.of() : List.copyOf(divisions);
        programmes = programmes == null ? List.of() : List.copyOf(programmes);
        children = children == null ? List.of() : List.copyOf(children);
        plan = Objects.requireNonNullElse(plan, "");
        ord = Objects.requireNonNullElse(ord, 0);
    }

    public Words words() {
        return new Words(label, labelEn);
    }

    public @Nullable Words aboutWords() {
        return about == null ? null : new Words(about, aboutEn);
    }

    /** This node and all below it, the tree's order. */
    public Stream<Node> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Node::all));
    }

    /** The programmes of this node and of all below it. */
    public Stream<Programme> allProgrammes() {
        return all().flatMap(node -> node.programmes().stream());
    }

    /** The row of this node alone. */
    Node placed(String plan, @Nullable String parent, int ord, boolean sensitive) {
        return new Node(key, number, label, labelEn, about, aboutEn, tags, sensitive, divisions, List.of(), List.of(), plan, parent, ord);
    }

    Node grown(List<Programme> programmes, List<Node> children) {
        return new Node(key, number, label, labelEn, about, aboutEn, tags, sensitive, divisions, programmes, children, plan, parent, ord);
    }
}
