package app.akin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import app.akin.core.HouseRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Architecture rules of the window and the command line, and the common rules over all modules.
final class ArchitectureTest {
  private static final JavaClasses SHIPPED = HouseRules.productionClasses();

  @TestFactory
  Stream<DynamicTest> everyClassFollowsTheGeneralRules() {
    return HouseRules.generalRules().map(ArchitectureTest::test);
  }

  @TestFactory
  Stream<DynamicTest> everyLibraryHasOneOwner() {
    return HouseRules.OWNERSHIPS.stream()
        .map(HouseRules.Ownership::rule)
        .map(ArchitectureTest::test);
  }

  @TestFactory
  Stream<DynamicTest> layersDependDownwards() {
    return Stream.of(
        test(
            noClasses()
                .that(resideInAnyPackage("app.akin.cli..", "app.akin.desktop.."))
                .should()
                .dependOnClassesThat(
                    resideInAnyPackage("app.akin.core..")
                        .and(
                            resideOutsideOfPackages(
                                "app.akin.core.library..",
                                "app.akin.core.photo..",
                                "app.akin.core.ingest..",
                                "app.akin.core.search..",
                                "app.akin.core.model..",
                                "app.akin.core.benchmark..",
                                "app.akin.core.diagnostics..",
                                "app.akin.core.gpu..",
                                "app.akin.core.update..",
                                "app.akin.core.selftest..")))
                .because("cli and desktop use the API of core, not its implementation")),
        test(
            noClasses()
                .that(resideInAnyPackage("app.akin.core..", "app.akin.resources.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("app.akin.cli..", "app.akin.desktop.."))
                .because("core must not depend on the window or the command line")));
  }

  private static DynamicTest test(ArchRule rule) {
    return DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(SHIPPED));
  }
}
