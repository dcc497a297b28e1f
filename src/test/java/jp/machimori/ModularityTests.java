package jp.machimori;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    /** From the doors down to the ground; neighbours of one floor do not know each other. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("open", "portal", "office", "backup", "bench"), List.of("inquiry", "forecast"), List.of("report"), List.of("evaluation"), List.of("plan", "comment"), List.of("ledger", "figures"),
            List.of("post"), List.of("account"),
            List.of("town"), List.of("shell"), List.of("database"));

    private final ApplicationModules modules = ApplicationModules.of(Machimori.class);

    @Test
    void hasNoCirclesAndReachesIntoNoModulesPrivateParts() {
        modules.verify();
    }

    @Test
    void hasAFloorForEachModule() {
        assertThat(FLOORS.stream().flatMap(List::stream).toList())
                .containsAll(modules.stream().map(module -> module.getIdentifier().toString()).toList());
    }

    @Test
    void pointsDownOnly() {
        var upwards = new TreeSet<String>();
        for (ApplicationModule module : modules) {
            for (ApplicationModule below : module.getDirectDependencies(modules).uniqueModules().collect(Collectors.toSet())) {
                if (floor(below) <= floor(module)) {
                    upwards.add(module.getIdentifier() + " → " + below.getIdentifier());
                }
            }
        }
        assertThat(upwards).isEmpty();
    }

    private static int floor(ApplicationModule module) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(module.getIdentifier().toString())) {
                return floor;
            }
        }
        throw new AssertionError("no floor for " + module.getIdentifier());
    }
}
