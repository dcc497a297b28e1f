package jp.machimori.inquiry;

/** 断り。Why something that was asked for was not done. @param why message key @param words its arguments */
record Refusal(String why, Object... words) {
}
