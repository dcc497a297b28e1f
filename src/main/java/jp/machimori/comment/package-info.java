/**
 * パブリックコメント。A draft is put before everybody, comments come in, are read as opinions, grouped and answered, and
 * the result is published with what changed. Who commented is known to the responsible division alone, and only for a
 * time. Offers {@link jp.machimori.comment.Consultations} to the doors.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.comment;
