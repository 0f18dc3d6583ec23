package app.akin;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import app.akin.core.HouseRules;
import app.akin.desktop.instance.Instance;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import javafx.application.Platform;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Architecture rules of the window and the command line, and the common rules over all modules.
final class ArchitectureTest {
  private static final Set<String> STARTS =
      Set.of("start", "startVirtualThread", "ofPlatform", "ofVirtual");

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
                                "app.akin.core.query..",
                                "app.akin.core.ingest..",
                                "app.akin.core.mark..",
                                "app.akin.core.search..",
                                "app.akin.core.share..",
                                "app.akin.core.model..",
                                "app.akin.core.benchmark..",
                                "app.akin.core.diagnostics..",
                                "app.akin.core.evaluation..",
                                "app.akin.core.export..",
                                "app.akin.core.gpu..",
                                "app.akin.core.update..",
                                "app.akin.core.selftest..",
                                "app.akin.core.sidecar..",
                                "app.akin.core.text..")))
                .because("cli and desktop use the API of core, not its implementation")),
        test(
            noClasses()
                .that(resideInAnyPackage("app.akin.core..", "app.akin.resources.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("app.akin.cli..", "app.akin.desktop.."))
                .because("core must not depend on the window or the command line")));
  }

  /// Threads and executors elsewhere would need their own rules for errors, cancellation and the
  /// end of the window. Exceptions: [app.akin.desktop.instance.Instance] waits for other processes
  /// as long as the program runs, and `OffscreenWindow` is the caller of the window, not a part.
  @TestFactory
  Stream<DynamicTest> windowWorksInTheBackgroundByTasks() {
    return Stream.of(
        test(
            noClasses()
                .that(
                    resideInAPackage("app.akin.desktop..")
                        .and(resideOutsideOfPackages("app.akin.desktop.task.."))
                        .and(
                            not(
                                belongToAnyOf(Instance.class)
                                    .or(
                                        simpleName("OffscreenWindow")
                                            .or(simpleNameStartingWith("OffscreenWindow$"))))))
                .should()
                .dependOnClassesThat(
                    assignableTo(Executor.class)
                        .or(assignableTo(java.util.Timer.class))
                        .or(assignableTo(FutureTask.class))
                        .or(assignableTo(Executors.class)))
                .orShould()
                .callMethodWhere(
                    DescribedPredicate.describe(
                        "starts a thread or uses a common pool",
                        call ->
                            (call.getTargetOwner().isAssignableTo(Thread.class)
                                    && STARTS.contains(call.getName()))
                                || (call.getTargetOwner().isAssignableTo(CompletableFuture.class)
                                    && call.getName().endsWith("Async"))))
                .orShould()
                .callConstructorWhere(
                    DescribedPredicate.describe(
                        "creates a thread",
                        call -> call.getTargetOwner().isAssignableTo(Thread.class)))
                .because("app.akin.desktop.task decides on errors and cancellation")),
        test(
            noClasses()
                .that(
                    resideInAPackage("app.akin.desktop..")
                        .and(resideOutsideOfPackages("app.akin.desktop.task.."))
                        .and(not(simpleName("DesktopApp")))
                        .and(not(simpleName("Window")))
                        .and(not(simpleName("OffscreenWindow"))))
                .should()
                .callMethod(Platform.class, "runLater", Runnable.class)
                .because(
                    "tasks deliver results; only the start and end of the toolkit, another"
                        + " process and uncaught exceptions reach the JavaFX thread otherwise")));
  }

  private static DynamicTest test(ArchRule rule) {
    return DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(SHIPPED));
  }
}
