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

/// Architecture rules of core: layers, independent sibling packages, and owners of libraries.
final class ArchitectureTest {
  private static final JavaClasses CLASSES = HouseRules.productionClasses();

  private static final String AKIN = "app.akin..";
  private static final String PHOTO = "app.akin.core.photo..";
  private static final String QUERY = "app.akin.core.query..";

  private static final String LABELS = "app.akin.core.evaluation.data..";
  private static final String METRICS = "app.akin.core.evaluation.metric..";

  private static final List<String> SIBLINGS =
      List.of("scan", "decode", "embed", "store", "index", "net", "place");
  private static final List<String> USE_CASES =
      List.of(
          "ingest",
          "search",
          "stack",
          "model",
          "benchmark",
          "diagnostics",
          "gpu",
          "update",
          "export",
          "share",
          "text",
          "sidecar");

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

  /// Detects misspelt patterns: every owner must use its libraries.
  @TestFactory
  Stream<DynamicTest> everyOwnerUsesItsLibraries() {
    return HouseRules.OWNERSHIPS.stream()
        .flatMap(
            ownership ->
                ownership.owners().stream()
                    .filter(owner -> HouseRules.hasClasses(CLASSES, owner))
                    .map(
                        owner ->
                            DynamicTest.dynamicTest(
                                owner + " uses " + ownership.libraries(),
                                () ->
                                    assertThat(CLASSES.that(resideInAnyPackage(owner)))
                                        .anyMatch(type -> uses(type, ownership.libraries())))));
  }

  @TestFactory
  Stream<DynamicTest> sharedValuesDependOnNoOtherPackage() {
    return Stream.of(
        test(
            onlyUses(
                PHOTO,
                List.of(PHOTO),
                "all packages depend on the shared values, so a dependency would be a cycle")),
        test(
            onlyUses(
                QUERY,
                List.of(QUERY, PHOTO),
                "a query is a value that the packages below and above understand")),
        test(
            onlyUses(
                LABELS,
                List.of(LABELS, PHOTO),
                "labels must not depend on the engine that is measured with them")),
        test(
            onlyUses(
                METRICS,
                List.of(METRICS, LABELS, PHOTO),
                "measures must not depend on the engine that is measured with them")));
  }

  @TestFactory
  Stream<DynamicTest> siblingsDependOnlyOnSharedValues() {
    return SIBLINGS.stream()
        .map(ArchitectureTest::pattern)
        .filter(sibling -> HouseRules.hasClasses(CLASSES, sibling))
        .map(
            sibling ->
                test(
                    onlyUses(
                        sibling,
                        List.of(sibling, PHOTO, QUERY),
                        "siblings are independent and replaceable; use cases combine them")));
  }

  @TestFactory
  Stream<DynamicTest> useCasesDoNotDependOnHigherLayers() {
    return USE_CASES.stream()
        .map(ArchitectureTest::pattern)
        .filter(useCase -> HouseRules.hasClasses(CLASSES, useCase))
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
                        .because(
                            "the library provides the use cases, which serve any user interface")));
  }

  private static String pattern(String name) {
    return "app.akin.core." + name + "..";
  }

  private static ArchRule onlyUses(String from, List<String> allowed, String reason) {
    return noClasses()
        .that(resideInAnyPackage(from))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(AKIN).and(resideOutsideOfPackages(allowed.toArray(String[]::new))))
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
    return DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES));
  }
}
