package jp.machimori;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/**
 * The examples of all modules: with the same beans, tests share one application instead of starting one for each set of
 * examples. Those of the shell belong to an application without a database.
 */
@TestConfiguration(proxyBeanMethods = false)
@ComponentScan(useDefaultFilters = false, includeFilters = @Filter(TestComponent.class),
        excludeFilters = {@Filter(TestConfiguration.class), @Filter(type = FilterType.REGEX, pattern = "jp\\.machimori\\.shell\\..*")})
public class Examples {
}
