/**
 * 発信。Mail that leaves the house: kept in the same transaction as what it tells of, sent soon after, tried again where the
 * server is away, and told of where it failed. Others hand a {@link jp.machimori.post.Mail} to
 * {@link jp.machimori.post.Post} and ask it what became of it; {@link jp.machimori.post.Mailboxes} knows where a division reads its mail.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.post;
