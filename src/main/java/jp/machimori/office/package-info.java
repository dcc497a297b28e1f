/** 職員メニュー。The door for staff: what they may record, what was recorded last, and where to go next. */
@org.jspecify.annotations.NullMarked
package jp.machimori.office;
