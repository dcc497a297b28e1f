package jp.machimori.forecast.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** 見込みの立て方の一覧。The model of Machimori and those it is compared with, by name. */
public final class Models {

    public static final String OWN = "mixture";

    private static final double HOT_SPOT_METRES = 500;
    private static final int PROSPECTIVE_CELLS = 3;
    private static final int PROSPECTIVE_WEEKS = 26;

    private static final Map<String, BiFunction<StudyCells, Forecasting.Places, Model>> ALL = all();

    private Models() {
    }

    private static Map<String, BiFunction<StudyCells, Forecasting.Places, Model>> all() {
        Map<String, BiFunction<StudyCells, Forecasting.Places, Model>> all = new LinkedHashMap<>();
        all.put(OWN, KernelMixture::new);
        all.put("counts", (cells, places) -> new Counts(cells));
        all.put("retro", (cells, places) -> new RetrospectiveHotSpot(cells, HOT_SPOT_METRES));
        all.put("promap", (cells, places) -> new ProspectiveMap(cells, PROSPECTIVE_CELLS, PROSPECTIVE_WEEKS));
        all.put("kde", (cells, places) -> new NearestNeighbourKernel(cells));
        all.put("sepp", (cells, places) -> new SelfExciting(cells));
        return all;
    }

    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * @param places how precisely the places of events are known; only the model of Machimori asks
     * @return the model, knowing nothing yet
     */
    public static Model named(String name, StudyCells cells, Forecasting.Places places) {
        BiFunction<StudyCells, Forecasting.Places, Model> make = ALL.get(name);
        if (make == null) {
            throw new Unusable("「%s」という方法はありません。%s から選んでください。".formatted(name, String.join("、", ALL.keySet())),
                    "There is no model \"%s\": choose from %s.".formatted(name, String.join(", ", ALL.keySet())));
        }
        return make.apply(cells, places);
    }
}
