package jp.machimori.report;
import java.nio.file.*;
public final class PrintExamples {
    public static void main(String[] a) throws Exception {
        for (String what : a[0].split(",")) {
            Snapshot s = what.equals("small") ? ReportExamples.small("mihon") : what.equals("big") ? ReportExamples.large("mihon", 7, 365, 3, 60, 60) : ReportExamples.large("mihon", 7, 1000, 15, 100, 100);
            for (String f : a[1].split(",")) {
                long t = System.nanoTime();
                byte[] b = ReportExamples.bytes(s, Format.valueOf(f));
                System.out.printf("%s %s %d bytes %.1f s, heap used %d MB%n", what, f, b.length, (System.nanoTime() - t) / 1e9, (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
                Files.write(Path.of("/tmp/rp", what + "." + f.toLowerCase()), b);
            }
        }
    }
}
