package app.akin.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The rules of the house that hold in every module: who owns which library, who may do what.
public final class HouseRules {
  /// A package and the libraries that nothing else may touch.
  ///
  /// @param owner the one package, with what is below it
  /// @param libraries package patterns of what it owns
  /// @param reason why it has one owner
  public record Ownership(String owner, List<String> libraries, String reason) {
    /// Everything outside the owner keeps away from the libraries.
    public ArchRule rule() {
      return noClasses()
          .that(resideOutsideOfPackages(owner))
          .should()
          .dependOnClassesThat(resideInAnyPackage(libraries.toArray(String[]::new)))
          .because(reason);
    }
  }

  /// Every library that has one owner.
  public static final List<Ownership> OWNERSHIPS =
      List.of(
          new Ownership(
              "app.akin.core.embed..",
              List.of("ai.djl.."),
              "how a model runs is the business of embed alone: engines come and go"),
          new Ownership(
              "app.akin.core.store..",
              List.of("java.sql..", "javax.sql..", "org.sqlite.."),
              "the truth has one keeper: a statement elsewhere would miss its migrations and"
                  + " locks"),
          new Ownership(
              "app.akin.core.index..",
              List.of("io.github.jbellis.."),
              "nothing outside index may care whether a graph or a scan answered"),
          new Ownership(
              "app.akin.core.decode..",
              List.of(
                  "javax.imageio..",
                  "java.awt.image..",
                  "java.awt.color..",
                  "com.drew..",
                  "com.twelvemonkeys..",
                  "org.brotli.."),
              "codecs meet hostile bytes: one place bounds, times and distrusts them"),
          new Ownership(
              "app.akin.core.scan..",
              List.of("io.methvin.."),
              "what changes on disk is told in one way, whatever each system calls it"),
          new Ownership(
              "app.akin.core.net..",
              List.of("java.net.http..", "javax.net.."),
              "a person must be able to see in one place what ever leaves the computer"),
          new Ownership(
              "app.akin.desktop..",
              List.of("javafx..", "org.kordamp.ikonli..", "atlantafx.."),
              "core and the command line work where there is no display"),
          new Ownership(
              "app.akin.cli..",
              List.of("picocli..", "java.util.logging.."),
              "arguments and log files belong to the program, not to the library"));

  private static final String CLI = "app.akin.cli..";
  private static final String SCAN = "app.akin.core.scan..";
  private static final String NET = "app.akin.core.net..";

  /// Talks to another start of Akin on the same computer, by a socket in the library's folder or
  /// over the loopback address, and to nothing else.
  private static final String INSTANCE = "app.akin.desktop.instance..";

  private static final String BENCHMARK = "app.akin.core.benchmark..";
  private static final String SYNTHETIC = "app.akin.core.synthetic..";
  private static final String SELF_TEST = "app.akin.core.selftest..";

  private static final Set<String> WALKING = Set.of("walk", "walkFileTree", "find");

  private static final Set<String> CONNECTIONS =
      Set.of(
          "java.net.Socket",
          "java.net.ServerSocket",
          "java.net.DatagramSocket",
          "java.net.URL",
          "java.net.URLConnection",
          "java.net.HttpURLConnection",
          "java.nio.channels.SocketChannel",
          "java.nio.channels.ServerSocketChannel",
          "java.nio.channels.DatagramChannel",
          "java.nio.channels.AsynchronousSocketChannel");

  private static final Set<String> REFLECTION =
      Set.of(
          "forName",
          "getMethod",
          "getMethods",
          "getDeclaredMethod",
          "getDeclaredMethods",
          "getField",
          "getDeclaredField",
          "getDeclaredFields",
          "getConstructor",
          "getDeclaredConstructor");

  private HouseRules() {}

  /// The classes that ship, without any test: of all modules that the class path holds.
  public static JavaClasses shipped() {
    return new ClassFileImporter()
        .withImportOption(
            location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
        .importPackages("app.akin");
  }

  /// What every class keeps to, wherever it lives.
  public static Stream<ArchRule> conduct() {
    return Stream.of(
        slices()
            .matching("app.akin.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package is understood, tested and replaced without the ones above it"),
        noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessTargetWhere(called("ends the program", Runtime.class, Set.of("exit", "halt")))
            .because("only the command line owns the terminal and the exit code"),
        noClasses()
            .that()
            .resideInAnyPackage(
                BENCHMARK,
                "app.akin.core.diagnostics..",
                "app.akin.core.gpu..",
                "app.akin.core.update..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("app\\.akin\\.core\\.store\\.(Store|CatalogueWriter)")
            .because("a bench reads a person's library and writes into ones of its own"),
        noClasses()
            .that()
            .resideInAPackage(SYNTHETIC)
            .should()
            .dependOnClassesThat(
                resideInAPackage("app.akin..").and(resideOutsideOfPackages(SYNTHETIC)))
            .because("what is measured with must not change with what is measured"),
        noClasses()
            .that(resideOutsideOfPackages(SYNTHETIC, BENCHMARK, SELF_TEST))
            .should()
            .dependOnClassesThat(resideInAPackage(SYNTHETIC))
            .because("made photos and vectors are for measuring and never among a person's own"),
        noClasses()
            .should()
            .callMethod(Throwable.class, "printStackTrace")
            .because("people get one sentence, and the log gets the rest"),
        noClasses()
            .that()
            .resideOutsideOfPackage(SCAN)
            .should()
            .accessTargetWhere(called("walks a file tree", Files.class, WALKING))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.nio\\.file\\.(WatchService|WatchKey|FileVisitor)")
            .because(
                "what is on disk, and what changed, is found in one way: links, loops, rights"),
        noClasses()
            .that(resideOutsideOfPackages(NET, INSTANCE))
            .should()
            .dependOnClassesThat(named("open a connection", CONNECTIONS))
            .because("a person must be able to see in one place what ever leaves the computer"),
        noClasses()
            .that(
                resideOutsideOfPackages(
                    "app.akin.resources..",
                    "app.akin.core.model..",
                    SELF_TEST,
                    "app.akin.i18n..",
                    CLI,
                    "app.akin.desktop.."))
            .should()
            .dependOnClassesThat(resideInAPackage("app.akin.resources.."))
            .because("core works with what it is given; which files ship is the model's business"),
        noClasses()
            .should()
            .accessTargetWhere(called("reflects", Class.class, REFLECTION))
            .because("what is called by its name in a string escapes the compiler and every check"),
        fields()
            .that()
            .areStatic()
            .should()
            .beFinal()
            .because("state without an owner is shared by whoever forgets about it"),
        classes()
            .that()
            .areNotInterfaces()
            .should(beFinalOrSealed())
            .because("a class that was not made to be extended breaks when it is"));
  }

  /// Whether any shipped class lives in a package.
  static boolean exists(JavaClasses classes, String pattern) {
    return classes.that(resideInAPackage(pattern)).stream().findAny().isPresent();
  }

  private static DescribedPredicate<JavaAccess<?>> called(
      String does, Class<?> owner, Set<String> methods) {
    return DescribedPredicate.describe(
        "it " + does,
        access ->
            methods.contains(access.getTarget().getName())
                && access.getTarget().getOwner().isAssignableTo(owner));
  }

  private static DescribedPredicate<JavaClass> named(String what, Set<String> names) {
    return DescribedPredicate.describe(what, type -> names.contains(type.getName()));
  }

  private static ArchCondition<JavaClass> beFinalOrSealed() {
    return new ArchCondition<>("be final or sealed") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean closed =
            type.isAnonymousClass()
                || Modifier.isFinal(type.reflect().getModifiers())
                || type.reflect().isSealed();
        events.add(new SimpleConditionEvent(type, closed, type.getDescription() + " is open"));
      }
    };
  }
}
