package jp.machimori.inquiry;

/**
 * 直すところ。What is wrong with what was typed, as the summary above a form tells it.
 *
 * @param id of the box it is about
 * @param why message key
 * @param words its arguments
 */
record Problem(String id, String why, Object... words) {
}
