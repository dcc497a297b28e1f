package jp.machimori;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The day of all tests: 22 November 2026, noon in Tokyo. */
@TestConfiguration
public class TestClock {

    public static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Bean
    @Primary
    Clock testClock() {
        return Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), TOKYO);
    }
}
