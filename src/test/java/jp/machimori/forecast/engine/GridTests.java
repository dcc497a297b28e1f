package jp.machimori.forecast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class GridTests {

    private final Grid.Mesh mesh = new Grid.Mesh();

    /** 東京駅 lies in the third mesh 5339-46-11; its south-west corner is 35.675° N, 139.7625° E. */
    @Test
    void namesACellOfTheMeshAsJisX0410Does() {
        assertThat(Grid.Mesh.code(mesh.gx(139.7671), mesh.gy(35.6812))).isEqualTo("5339461132");
        assertThat(Grid.Mesh.code(mesh.gx(139.7625), mesh.gy(35.675))).isEqualTo("5339461111");
        assertThat(Grid.Mesh.code(mesh.gx(139.7749), mesh.gy(35.6833))).isEqualTo("5339461144");
    }

    @Test
    void findsTheCellOfACodeAgain() {
        for (double longitude = 123; longitude < 154; longitude += 0.7123) {
            for (double latitude = 24; latitude < 46; latitude += 0.6171) {
                int[] cell = Grid.Mesh.cell(Grid.Mesh.code(mesh.gx(longitude), mesh.gy(latitude)));
                assertThat(cell).containsExactly(mesh.gx(longitude), mesh.gy(latitude));
                assertThat(mesh.west(cell[0])).isLessThanOrEqualTo(longitude).isGreaterThan(longitude - 11.26 / 3600);
                assertThat(mesh.south(cell[1])).isLessThanOrEqualTo(latitude).isGreaterThan(latitude - 7.51 / 3600);
            }
        }
    }

    @Test
    void knowsHowLargeACellIs() {
        assertThat(mesh.heightMetres()).isBetween(231.0, 232.0);
        assertThat(mesh.widthMetres(mesh.gy(35.68))).isBetween(282.0, 283.0);
    }

    @Test
    void refusesACodeOfAnotherMesh() {
        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> Grid.Mesh.cell("53394611"))
                .satisfies(refused -> assertThat(refused.japanese()).isEqualTo("「53394611」は 250 m メッシュの 10 桁の記号ではありません。"));
        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> new Grid.Squares(0, 0, 0));
    }

    @Test
    void refusesCellsThatAreThereTwiceOrStrewnOverACountry() {
        Grid grid = new Grid.Squares(0, 0, 250);
        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> new StudyCells(grid, new int[] {1, 1}, new int[] {2, 2})).withMessage("The cell 1,2 is there twice.");
        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> new StudyCells(grid, new int[] {0, 100_000}, new int[] {0, 100_000}))
                .withMessageStartingWith("The study cells are strewn over 100,001 × 100,001 cells");
        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> new StudyCells(grid, new int[0], new int[0]));
    }
}
