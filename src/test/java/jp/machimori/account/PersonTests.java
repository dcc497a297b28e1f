package jp.machimori.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.town.Division;
import org.junit.jupiter.api.Test;

class PersonTests {

    private static final Map<String, Division> DIVISIONS = Stream.of(
                    new Division("anzen", "安全課", null, null, null, null, null, null, null),
                    new Division("fukushi", "福祉課", null, null, null, null, null, null, null),
                    new Division("kosodate", "子育て課", null, null, null, null, "FY2022", "kodomo", null),
                    new Division("kodomo", "子ども課", null, null, null, "FY2023", "FY2024", "fukushi", null),
                    new Division("zencho", "全庁", null, null, "all", null, null, null, null),
                    new Division("keisatsu", "警察署", null, null, "outside", null, null, null, "anzen"))
            .collect(Collectors.toMap(Division::key, Function.identity()));

    @Test
    void actsForWhatTheirDivisionTookOver() {
        assertThat(Accounts.actingFor(List.of("fukushi"), DIVISIONS)).containsExactlyInAnyOrder("fukushi", "kodomo", "kosodate", "zencho");
    }

    @Test
    void actsForOutsideBodiesAskedThroughTheirDivision() {
        assertThat(Accounts.actingFor(List.of("anzen"), DIVISIONS)).containsExactlyInAnyOrder("anzen", "keisatsu", "zencho");
    }

    @Test
    void actsForNobodyWithoutADivision() {
        assertThat(Accounts.actingFor(List.of(), DIVISIONS)).isEmpty();
    }

    @Test
    void staffWriteForTheirDivisionsAndAdministratorsForAll() {
        Person staff = new Person(UUID.randomUUID(), 1, "hanako", "花子", Set.of(Role.STAFF), Set.of("anzen"), Set.of("anzen", "zencho"));
        assertThat(staff.mayWrite(List.of("fukushi", "anzen"))).isTrue();
        assertThat(staff.mayWrite(List.of("fukushi"))).isFalse();
        assertThat(staff.mayWrite(List.of())).isFalse();
        Person administrator = new Person(UUID.randomUUID(), 1, "kanri", "管理", Set.of(Role.ADMINISTRATOR), Set.of(), Set.of());
        assertThat(administrator.mayWrite(List.of("fukushi"))).isTrue();
        assertThat(administrator.mayWrite(List.of())).isTrue();
    }
}
