/**
 * 評価。What a year of a plan came to, said by the divisions that answer for it, on the town's own scale: proposed from the
 * computed achievement, chosen and reasoned by people, fixed by closing. Others ask {@link jp.machimori.evaluation.Evaluations}.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.evaluation;
