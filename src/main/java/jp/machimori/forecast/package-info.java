/**
 * 見込み。Where to walk: how many reported offences each place is to expect during the next days, from files of reported events;
 * measured against simpler ways in the same program. {@code engine} inside is a library without a framework.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.forecast;
