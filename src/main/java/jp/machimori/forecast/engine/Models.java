package jp.machimori.forecast.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** 見込みの立て方の一覧。The model of Machimori and those it is compared with, by name. */
public final class Models {

    public static final String OWN = "mixture";

    private static final double HOT_SPOT_METRES = 500;
    private static final int PROSPECTIVE_CELLS = 3;
    private static final int PROSPECTIVE_WEEKS = 26;

    private static final Map<String, Function<StudyCells, Model>> ALL = all();

    private Models() {
    }

    private static Map<String, Function<StudyCells, Model>> all() {
        Map<String, Function<StudyCells, Model>> all = new LinkedHashMap<>();
        all.put(OWN, KernelMixture::new);
        all.put("counts", Counts::new);
        all.put("retro", cells -> new RetrospectiveHotSpot(cells, HOT_SPOT_METRES));
        all.put("promap", cells -> new ProspectiveMap(cells, PROSPECTIVE_CELLS, PROSPECTIVE_WEEKS));
        all.put("kde", NearestNeighbourKernel::new);
        all.put("sepp", SelfExciting::new);
        return all;
    }

    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** @return the model, knowing nothing yet */
    public static Model named(String name, StudyCells cells) {
        Function<StudyCells, Model> make = ALL.get(name);
        if (make == null) {
            throw new Unusable("「%s」という方法はありません。%s から選んでください。".formatted(name, String.join("、", ALL.keySet())),
                    "There is no model \"%s\": choose from %s.".formatted(name, String.join(", ", ALL.keySet())));
        }
        return make.apply(cells);
    }
}
