package jp.machimori.report;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints a small report and a large one (365 measures, ten years of numbers) into a folder: a process of its own, to be given little memory. */
final class LargeReport {

    private LargeReport() {
    }

    static Snapshot snapshot() {
        return ReportExamples.large("mihon", 7, 365, 3, 60, 60);
    }

    /** @param arguments the folder; then, if wanted, the number of measures and of the divisions that answer one at most */
    public static void main(String[] arguments) throws Exception {
        Snapshot large = arguments.length == 1 ? snapshot()
                : ReportExamples.large("mihon", 7, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), 100, 100);
        print(ReportExamples.small("mihon"), Path.of(arguments[0], "small"));
        print(large, Path.of(arguments[0], "large"));
    }

    private static void print(Snapshot snapshot, Path name) throws Exception {
        for (Format format : Format.values()) {
            long begun = System.nanoTime();
            byte[] bytes = ReportExamples.bytes(snapshot, format);
            Files.write(name.resolveSibling(name.getFileName() + "." + format.key()), bytes);
            List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
            long peak = pools.stream().filter(pool -> pool.getType() == MemoryType.HEAP).mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
            System.out.printf("%s %s: %,d bytes, %.1f s, heap at most %d MB%n", name.getFileName(), format, bytes.length, (System.nanoTime() - begun) / 1e9, peak >> 20);
        }
    }
}
