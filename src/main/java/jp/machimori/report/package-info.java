/** 報告書。The report to the council, frozen once and said in several ways: a page, PDF, docx, xlsx, open data. */
@NullMarked
package jp.machimori.report;

import org.jspecify.annotations.NullMarked;
