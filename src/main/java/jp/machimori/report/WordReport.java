package jp.machimori.report;
final class WordReport { WordReport(Report r, Snapshot s, Wording w) {} byte[] bytes() { return new byte[0]; } }
