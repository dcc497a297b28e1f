/**
 * アカウント。People who work in a town's office, how they sign in, what they may do, and the record of what they did.
 * Offers to the modules above {@link jp.machimori.account.Person} (the signed-in person of this town, or nobody) with
 * their {@link jp.machimori.account.Role}s, {@link jp.machimori.account.Forbidden} for what they may not do, and
 * {@link jp.machimori.account.Audit}, and {@link jp.machimori.account.Faults}, which says what is wrong with a form.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.account;
