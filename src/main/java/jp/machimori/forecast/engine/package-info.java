/**
 * 犯罪の起きやすい場所の見込み。Events in, map out: how many reported offences are to be expected in each cell of a grid during
 * the next days. Places, never persons. Plain Java: nothing here knows a framework, a file format or a database, so that the
 * forecast of one town is a function that a cluster can run ({@code ForecastEngineTests} guards this). Formulas, sources and
 * measurements are in docs/forecast.md.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.forecast.engine;
