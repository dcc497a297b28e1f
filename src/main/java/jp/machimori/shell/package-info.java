/** 外まわり。What all pages share: layout, words, charts, errors, the English prefix, the clock. */
@org.jspecify.annotations.NullMarked
package jp.machimori.shell;
