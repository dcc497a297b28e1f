/**
 * アカウント。People who work in a town's office, how they sign in, what they may do, and the record of what they did.
 * Offers {@link jp.machimori.account.Person} (the signed-in person of this town, or nobody) and
 * {@link jp.machimori.account.Audit} to the modules above.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.account;
