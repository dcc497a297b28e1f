package jp.machimori.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jp.machimori.MachimoriTest;
import jp.machimori.Visitor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@MachimoriTest
class ReservedWordsTests {

    private static final List<String> PAGES = List.of("en", "operator", "accessibility");

    @LocalServerPort
    int port;

    @Test
    void aReservedWordIsNoTown() {
        Visitor visitor = new Visitor(port);
        for (String word : Towns.RESERVED) {
            if (!PAGES.contains(word)) {
                assertThat(visitor.get("/" + word).statusCode()).as(word).isEqualTo(404);
            }
            assertThat(visitor.get("/" + word + "/plan").statusCode()).as(word).isIn(302, 404);
        }
    }
}
