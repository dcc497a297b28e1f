package jp.machimori.forecast.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ForecastEngineTests {

    @Test
    void isPlainJava() {
        classes().that().resideInAPackage("jp.machimori.forecast.engine..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations", "jp.machimori.forecast.engine..")
                .check(new ClassFileImporter().importPackages("jp.machimori.forecast.engine").that(
                        DescribedPredicate.describe("of the program",
                                type -> !type.getSource().orElseThrow().getUri().toString().contains("test-classes"))));
    }
}
