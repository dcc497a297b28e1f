package jp.machimori.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFolderTests {

    @TempDir
    Path data;

    @Test
    void refusesASecondInstance() {
        try (DataFolder first = DataFolder.open(data, "0.1.0")) {
            assertThat(first.path()).isEqualTo(data);
            assertThatThrownBy(() -> DataFolder.open(data, "0.1.0")).isInstanceOf(CannotStart.class)
                    .hasMessage("データフォルダ %1$s は、すでに動いている別のまちもりが使っています。\nThe data folder %1$s is in use by another running Machimori."
                            .formatted(data));
        }
        DataFolder.open(data, "0.1.0").close();
    }

    @ParameterizedTest
    @CsvSource({"0.1.1, 0.1.0", "0.10.0, 0.9.0", "1.0.0, 0.99.9", "0.2, 0.1.9"})
    void refusesAFolderOfANewerVersion(String written, String version) {
        DataFolder.open(data, written).close();
        assertThatThrownBy(() -> DataFolder.open(data, version)).isInstanceOf(CannotStart.class)
                .hasMessageContaining("新しい版のまちもり " + written).hasMessageContaining("newer Machimori, " + written);
        assertThat(DataFolder.read(data, "VERSION")).hasValue(written);
        DataFolder.open(data, written).close();
    }

    @Test
    void takesAnOlderFolderForward() {
        DataFolder.open(data, "0.9.0").close();
        DataFolder.open(data, "0.10.0").close();
        assertThat(DataFolder.read(data, "VERSION")).hasValue("0.10.0");
    }

    @Test
    void leavesTheFolderToTheOlderMachimoriThatABackupVisits() {
        DataFolder.open(data, "0.9.0").close();
        DataFolder.visitUnlessHeld(data, "0.10.0").orElseThrow().close();
        DataFolder.open(data, "0.9.0").close();
    }

    @Test
    void saysWhenItCannotBeWritten() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");
        assertThatThrownBy(() -> DataFolder.open(file.resolve("data"), "0.1.0")).isInstanceOf(CannotStart.class)
                .hasMessageContaining("書き込めません");
    }
}
