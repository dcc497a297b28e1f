/**
 * 報告書。The report to the council: what was frozen on one day, and the page, the paper and the open data made from it.
 * A module that compiles a {@link jp.machimori.report.Snapshot} gives it to {@link jp.machimori.report.Reports}.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.report;
