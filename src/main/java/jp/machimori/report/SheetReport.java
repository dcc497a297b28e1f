package jp.machimori.report;
final class SheetReport { SheetReport(Report r, Snapshot s, Wording w) {} byte[] bytes() { return new byte[0]; } }
