package jp.machimori.comment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * 募集の結果。What came and what the town answers. It holds the officers' words and numbers; no comment's own words, and
 * nobody's name.
 *
 * @param people who commented; several comments of one person count once
 * @param comments how many were sent
 * @param opinions how many they hold, with those set aside
 * @param channels how many comments came by each
 * @param topics those that hold opinions
 * @param aside opinions without an answer, by why
 */
record Result(int people, int comments, int opinions, Map<Comment.Channel, Integer> channels, List<Topic> topics,
              Map<Opinion.Aside, Integer> aside) {

    /**
     * Something without which there is no result.
     *
     * @param reason message key
     * @param what of what the sentence speaks: an opinion's label, a topic's number
     * @param comment where it is mended
     */
    record Lack(String reason, String what, @Nullable UUID comment, @Nullable UUID topic) {
    }

    static Result of(List<Comment> comments, List<Opinion> opinions, List<Topic> topics) {
        Set<Integer> known = comments.stream().map(Comment::number).collect(Collectors.toSet());
        Map<Comment.Channel, Integer> channels = new EnumMap<>(Comment.Channel.class);
        comments.forEach(comment -> channels.merge(comment.channel(), 1, Integer::sum));
        Map<Opinion.Aside, Integer> aside = new EnumMap<>(Opinion.Aside.class);
        opinions.stream().filter(opinion -> opinion.aside() != null).forEach(opinion -> aside.merge(opinion.aside(), 1, Integer::sum));
        return new Result((int) comments.stream().filter(comment -> comment.sameAs() == null || !known.contains(comment.sameAs())).count(),
                comments.size(), opinions.size(), channels, topics.stream().filter(topic -> topic.opinions() > 0).toList(), aside);
    }

    /** How many topics changed the text. */
    public long changes() {
        return topics.stream().filter(Topic::changed).count();
    }

    /** What is still to be done before it can be published, in the order of the work. */
    static List<Lack> lacks(Consultation consultation, boolean over, List<Comment> comments, List<Opinion> opinions, List<Topic> topics,
                            boolean hasFinal) {
        List<Lack> lacks = new ArrayList<>();
        if (!consultation.isPublished()) {
            lacks.add(new Lack("comment.lack.unpublished", "", null, null));
        } else if (!over) {
            lacks.add(new Lack("comment.lack.running", "", null, null));
        }
        Map<Integer, UUID> ids = comments.stream().collect(Collectors.toMap(Comment::number, Comment::id));
        opinions.stream().filter(Opinion::isOpen)
                .forEach(opinion -> lacks.add(new Lack("comment.lack.ungrouped", opinion.label(), ids.get(opinion.comment()), null)));
        topics.stream().filter(topic -> topic.opinions() > 0 && !topic.isAnswered()).forEach(topic -> lacks.add(new Lack(
                topic.gist().isEmpty() ? "comment.lack.gist" : topic.view().isEmpty() ? "comment.lack.view" : "comment.lack.outcome",
                String.valueOf(topic.number()), null, topic.id())));
        if (!hasFinal && topics.stream().anyMatch(topic -> topic.opinions() > 0 && topic.changed())) {
            lacks.add(new Lack("comment.lack.final", "", null, null));
        }
        return List.copyOf(lacks);
    }
}
