/**
 * 計画。What a town wants and where it stands: the tree of the plan, its programmes and their homes, its indicators with
 * sources, targets and achievement. Others ask {@link jp.machimori.plan.Plans} for the whole, and
 * {@link jp.machimori.plan.Programmes} and {@link jp.machimori.plan.Indicators} for the parts.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.plan;
