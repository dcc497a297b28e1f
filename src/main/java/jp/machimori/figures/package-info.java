/**
 * 数値。Numbers from documents and statistics, each with its period, its form and the line it was printed on. Others ask
 * {@link jp.machimori.figures.Figures} for the figures of a line, for a page of all, and for what a search finds.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.figures;
