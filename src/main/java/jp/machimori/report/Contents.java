package jp.machimori.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jp.machimori.town.Era;

/**
 * 報告書の目次。What a report is about and on which leaf each of its parts stands.
 *
 * @param numbers how many it shows
 * @param leaves how many it has
 */
record Contents(Snapshot.Paper paper, LocalDate takenOn, int numbers, int leaves, List<Entry> entries) {

    /** @param level 0 for a chapter, 1 for a pillar, 2 for a section @param leaf from 1 on */
    record Entry(int level, String title, int leaf, String anchor) {
    }

    static Contents of(Snapshot snapshot, List<Leaf> leaves) {
        List<Entry> entries = new ArrayList<>();
        int section = -1;
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            for (Leaf.Part part : leaves.get(leaf).parts()) {
                if (part.begins()) {
                    entries.add(new Entry(0, part.content().title(), leaf + 1, "c" + part.chapter()));
                    section = -1;
                }
                if (part.content() instanceof Snapshot.Measures measures) {
                    for (int at = 0; at < measures.sections().size(); at++) {
                        Snapshot.Section one = measures.sections().get(at);
                        if (part.section() + at > section && one.level() < 2) {
                            entries.add(new Entry(one.level() + 1, PdfPage.heading(one), leaf + 1, "c" + part.chapter() + "s" + (part.section() + at)));
                        }
                        section = Math.max(section, part.section() + at);
                    }
                }
            }
        }
        return new Contents(snapshot.paper(), snapshot.takenOn(), snapshot.numbers().size(), leaves.size(), List.copyOf(entries));
    }

    /** What stands top right on paper, in one line. */
    public String head() {
        return Wording.paper(paper);
    }

    /** 令和6年7月12日 */
    public String day() {
        return Era.dateOf(takenOn);
    }

    /** What stands on a leaf, as the pager names it. */
    public String title(int leaf) {
        Entry last = entries.getFirst();
        for (Entry entry : entries) {
            if (entry.leaf() == leaf) {
                return entry.title();
            }
            last = entry.leaf() < leaf ? entry : last;
        }
        return last.title();
    }
}
