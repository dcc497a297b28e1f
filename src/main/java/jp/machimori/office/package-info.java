/** 職員メニュー。The door for staff: what they may record, what this year's records come to, and where to go next. */
@org.jspecify.annotations.NullMarked
package jp.machimori.office;
