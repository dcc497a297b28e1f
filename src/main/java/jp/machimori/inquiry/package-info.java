/**
 * 照会。The yearly question to all divisions: what was done, what is planned. Questions are made from the plan, filled in with
 * what is known, answered by a link or by an account, read side by side, closed; then the answers are figures.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.inquiry;
