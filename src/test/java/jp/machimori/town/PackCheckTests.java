package jp.machimori.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jp.machimori.TestTowns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackCheckTests {

    final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void findsNothingInAGoodPack() {
        assertThat(check(TestTowns.MIHON)).isZero();
        assertThat(said()).contains("誤りはありません（終了コード 0）").contains("has no mistakes (exit code 0).");
    }

    @Test
    void tellsTheMistakesOfAllPartsWithFileAndLine() throws IOException {
        Path pack = TestTowns.copy("wrong");
        write(pack.resolve("town.yaml"), "kind: municipality", "kind: kingdom");
        assertThat(check(pack)).isEqualTo(1);
        assertThat(said()).contains("wrong/town.yaml:5  ").endsWith("に 1 件の誤りがあります（終了コード 1）。/ " + pack + " has 1 mistake (exit code 1).\n");

        said.reset();
        pack = TestTowns.copy("worse");
        write(pack.resolve("forms/patrol.yaml"), "dated-by: on", "dated-by: when");
        Files.writeString(pack.resolve("figures.csv"),
                "key,nature,label,label_en,dimension,period,value,unit,form,sources,note\nburglaries,guess,侵入盗,,,CY2022,3,件,exact,atlas:1,\n");
        assertThat(check(pack)).isEqualTo(1);
        assertThat(said().lines()).anyMatch(line -> line.startsWith("worse/forms/patrol.yaml:7  ") && line.contains("when"))
                .anyMatch(line -> line.startsWith("worse/figures.csv:2  ") && line.contains("guess"))
                .last().asString().contains("誤りがあります");
    }

    @ParameterizedTest
    @ValueSource(strings = {"koganei", "kumamoto", "kobe", "hyogo", "osaka-ward"})
    void findsNothingInThePacksThatComeAlong(String key) {
        assertThat(check(Path.of("packs", key))).as(said()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"132101", "431001", "281000", "011002", "28"})
    void acceptsTheCodeOfAMunicipality(String code) throws IOException {
        assertThat(check(withCode(code))).isZero();
    }

    @Test
    void saysWhatTheCheckDigitOfACodeIs() throws IOException {
        assertThat(check(withCode("132107"))).isEqualTo(1);
        assertThat(said().lines()).first().asString().startsWith("coded/town.yaml:6  ").contains("「132107」", "「132101」です");
    }

    private static Path withCode(String code) throws IOException {
        Path pack = TestTowns.copy("coded");
        write(pack.resolve("town.yaml"), "code: \"999997\"", "code: \"" + code + "\"");
        return pack;
    }

    @Test
    void saysWhenThereIsNoFolder() {
        assertThat(check(Path.of("nowhere"))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "load kobe", "check", "kobe", "check one two"})
    void refusesEveryOtherWord(String words) {
        int code = PackCheck.run(words.isEmpty() ? List.of() : List.of(words.split(" ")), System.out, new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(code).isEqualTo(2);
        assertThat(said()).contains("「pack check フォルダ」", "Write: pack check DIR");
    }

    @Test
    void checksThePackOfTheCommand() {
        assertThat(PackCheck.run(List.of("check", TestTowns.MIHON.toString()), new PrintStream(said, true, StandardCharsets.UTF_8), System.err)).isZero();
    }

    private int check(Path pack) {
        return PackCheck.run(pack, new PrintStream(said, true, StandardCharsets.UTF_8), System.err);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void write(Path file, String old, String now) throws IOException {
        Files.writeString(file, Files.readString(file).replace(old, now));
    }
}
