package app.akin.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The layers of core, its siblings and the owners of its libraries.
final class ArchitectureTest {
  private static final JavaClasses SHIPPED = HouseRules.shipped();

  private static final String OURS = "app.akin..";
  private static final String PHOTO = "app.akin.core.photo..";

  private static final List<String> SIBLINGS =
      List.of("scan", "decode", "embed", "store", "index", "net");
  private static final List<String> USE_CASES =
      List.of("ingest", "search", "model", "benchmark", "diagnostics", "gpu", "update");

  @TestFactory
  Stream<DynamicTest> everyClassKeepsToTheHouse() {
    return HouseRules.conduct().map(ArchitectureTest::test);
  }

  @TestFactory
  Stream<DynamicTest> everyLibraryHasOneOwner() {
    return HouseRules.OWNERSHIPS.stream()
        .map(HouseRules.Ownership::rule)
        .map(ArchitectureTest::test);
  }

  /// An owner that does not touch what it owns means that a pattern above is misspelt.
  @TestFactory
  Stream<DynamicTest> everyOwnerUsesWhatItOwns() {
    return HouseRules.OWNERSHIPS.stream()
        .filter(ownership -> HouseRules.exists(SHIPPED, ownership.owner()))
        .map(
            ownership ->
                DynamicTest.dynamicTest(
                    ownership.owner(),
                    () ->
                        assertThat(SHIPPED.that(resideInAnyPackage(ownership.owner())))
                            .anyMatch(type -> uses(type, ownership.libraries()))));
  }

  @TestFactory
  Stream<DynamicTest> sharedValuesImportNothingOfOurs() {
    return Stream.of(
        test(
            onlyUses(
                PHOTO,
                List.of(PHOTO),
                "everything else stands on the values: a loop would follow")));
  }

  @TestFactory
  Stream<DynamicTest> siblingsKnowTheSharedValuesAlone() {
    return SIBLINGS.stream()
        .map(ArchitectureTest::below)
        .filter(sibling -> HouseRules.exists(SHIPPED, sibling))
        .map(
            sibling ->
                test(
                    onlyUses(
                        sibling,
                        List.of(sibling, PHOTO),
                        "each sibling has one job and can be replaced alone: a use case joins"
                            + " them")));
  }

  @TestFactory
  Stream<DynamicTest> useCasesStandBelowTheLibrary() {
    return USE_CASES.stream()
        .map(ArchitectureTest::below)
        .filter(useCase -> HouseRules.exists(SHIPPED, useCase))
        .map(
            useCase ->
                test(
                    noClasses()
                        .that(resideInAnyPackage(useCase))
                        .should()
                        .dependOnClassesThat(
                            resideInAnyPackage(
                                "app.akin.core.library..",
                                "app.akin.core.selftest..",
                                "app.akin.cli..",
                                "app.akin.desktop.."))
                        .because("the library hands use cases out, and they serve any front")));
  }

  private static String below(String name) {
    return "app.akin.core." + name + "..";
  }

  private static ArchRule onlyUses(String user, List<String> allowed, String reason) {
    return noClasses()
        .that(resideInAnyPackage(user))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(OURS).and(resideOutsideOfPackages(allowed.toArray(String[]::new))))
        .because(reason);
  }

  private static boolean uses(JavaClass type, List<String> libraries) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(
            dependency ->
                resideInAnyPackage(libraries.toArray(String[]::new))
                    .test(dependency.getTargetClass()));
  }

  private static DynamicTest test(ArchRule rule) {
    return DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(SHIPPED));
  }
}
