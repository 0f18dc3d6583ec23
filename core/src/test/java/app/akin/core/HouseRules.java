package app.akin.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Architecture rules for every module: which package may use a library, and what code may do.
public final class HouseRules {
  /// Packages and the libraries that only they may use.
  ///
  /// @param owners the packages, including their subpackages
  /// @param libraries package patterns of the libraries
  /// @param reason why only these packages may use them
  public record Ownership(List<String> owners, List<String> libraries, String reason) {
    Ownership(String owner, List<String> libraries, String reason) {
      this(List.of(owner), libraries, reason);
    }

    /// Returns the rule that no class outside the owners depends on the libraries.
    public ArchRule rule() {
      return noClasses()
          .that(resideOutsideOfPackages(owners.toArray(String[]::new)))
          .should()
          .dependOnClassesThat(resideInAnyPackage(libraries.toArray(String[]::new)))
          .because(reason);
    }
  }

  private static final String SYNTHETIC = "app.akin.core.synthetic..";

  /// The libraries that only certain packages may use.
  public static final List<Ownership> OWNERSHIPS =
      List.of(
          new Ownership(
              "app.akin.core.embed..",
              List.of("ai.djl.."),
              "the inference engine must be replaceable without changes outside embed"),
          new Ownership(
              "app.akin.core.store..",
              List.of("org.sqlite.."),
              "SQL elsewhere would bypass the migrations and the locking of the store"),
          new Ownership(
              "app.akin.core.share..",
              List.of("org.postgresql.."),
              "a library that is not shared loads no class of the driver"),
          new Ownership(
              List.of("app.akin.core.store..", "app.akin.core.share.."),
              List.of("java.sql..", "javax.sql.."),
              "a database has one package"),
          new Ownership(
              List.of("app.akin.core.decode..", SYNTHETIC),
              List.of("javax.imageio..", "java.awt.image.."),
              "image files are untrusted input: limits and timeouts are enforced in one place;"
                  + " synthetic photos are only encoded"),
          new Ownership(
              "app.akin.core.decode..",
              List.of("java.awt.color..", "com.drew..", "com.twelvemonkeys..", "org.brotli.."),
              "image files are untrusted input: limits and timeouts are enforced in one place"),
          new Ownership(
              "app.akin.core.export..",
              List.of("org.apache.pdfbox.."),
              "PDF is written in one place"),
          new Ownership(
              "app.akin.core.scan..",
              List.of("io.methvin.."),
              "file system events differ between systems and are unified in one place"),
          new Ownership(
              "app.akin.core.net..",
              List.of("java.net.http..", "javax.net.."),
              "all network traffic must be auditable in one place"),
          new Ownership(
              "app.akin.desktop..",
              List.of("javafx..", "org.kordamp.ikonli..", "atlantafx.."),
              "core and the command line must work without a display"),
          new Ownership(
              "app.akin.cli..",
              List.of("picocli..", "java.util.logging.."),
              "arguments and log files are handled by the application, not by core"));

  private static final String CLI = "app.akin.cli..";
  private static final String SCAN = "app.akin.core.scan..";
  private static final String NET = "app.akin.core.net..";

  /// Connects only to another process of Akin on the same computer, through a socket in the
  /// library's folder or the loopback address.
  private static final String INSTANCE = "app.akin.desktop.instance..";

  private static final String BENCHMARK = "app.akin.core.benchmark..";
  private static final String SELF_TEST = "app.akin.core.selftest..";

  private static final Set<String> FILE_TREE_METHODS = Set.of("walk", "walkFileTree", "find");

  private static final Set<String> FILE_CHANGES = Set.of("move", "delete", "deleteIfExists");

  /// The one that repeats what Windows refuses, and the one that leaves mapped files for later.
  private static final Set<String> FILE_OWNERS =
      Set.of("app.akin.core.photo.FileOperations", "app.akin.core.index.IndexFolder");

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

  private static final Set<String> ENVIRONMENT_READERS =
      Set.of("app.akin.cli.Main", "app.akin.installer.Tools");

  /// The types of the system and of the assembly of the program, and those whose library is
  /// configured by a property that the user may have set. The key of stored precisions has the
  /// names of system and architecture in full.
  private static final Set<String> PROPERTY_READERS =
      Set.of(
          "app.akin.core.photo.OperatingSystem",
          "app.akin.core.photo.Architecture",
          "app.akin.core.store.NativeLibrary",
          "app.akin.core.index.VectorIndex",
          "app.akin.core.model.precision.PrecisionStore",
          "app.akin.cli.Main",
          "app.akin.cli.Terminal",
          "app.akin.cli.RelaunchCommand",
          "app.akin.installer.StagedNatives");

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

  /// A construction that comments, messages and documents must not use.
  ///
  /// @param pattern a regular expression, matched regardless of case
  /// @param example a text that the pattern matches
  /// @param reason why it is refused, and what to write
  public record RefusedPhrase(Pattern pattern, String example, String reason) {
    static RefusedPhrase of(String pattern, String example, String reason) {
      return new RefusedPhrase(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), example, reason);
    }
  }

  /// Constructions that a reader has to decode, each with its reason.
  public static final List<RefusedPhrase> REFUSED_PHRASES =
      List.of(
          RefusedPhrase.of(
              "\\btold of\\b",
              "is told of each failure",
              "a program is not told: write what is called, returned or reported"),
          RefusedPhrase.of("\\bso many\\b", "so many files", "write 'number of', or the number"),
          RefusedPhrase.of(
              "\\bwhoever\\b|\\bsomebody\\b|\\bnobody\\b",
              "whoever closes it",
              "name the class, the thread or the user"),
          RefusedPhrase.of(
              "\\bof now\\b|\\bits like\\b", "the language of now", "write 'current' or 'similar'"),
          RefusedPhrase.of(
              "(?<!there )\\b(is|are|was|were) none\\b",
              "an address that is none",
              "say what is missing or invalid"),
          RefusedPhrase.of(
              "\\b(goes|gone|going|go) on with\\b",
              "what it holds is gone on with",
              "write 'resumes' or 'continues'"),
          RefusedPhrase.of(
              "\\b(taken|taking|takes) (the )?(photos?|pictures?|files?|folders?)? ?in\\b",
              "a photo is taken in",
              "the term is 'index'"),
          RefusedPhrase.of("\\bgraphics cards?\\b", "on a graphics card", "the term is 'GPU'"),
          RefusedPhrase.of(
              "\\bnext to nothing\\b", "takes next to nothing away", "write the quantity"),
          RefusedPhrase.of(
              "\\b(to|can|cannot|could not) be had\\b",
              "no card can be had",
              "write 'available' or 'unavailable'"),
          RefusedPhrase.of("\\banew\\b", "computed anew", "write 'again'"),
          RefusedPhrase.of(
              "///\\s+(?-i:The same\\b|As \\[|Like \\[)",
              "/// The same with another theme.",
              "a comment states the contract itself"));

  private HouseRules() {}

  /// Returns the classes of all modules on the class path, without tests.
  public static JavaClasses productionClasses() {
    return new ClassFileImporter()
        .withImportOption(
            location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
        .importPackages("app.akin");
  }

  /// Returns the rules that apply to all classes.
  public static Stream<ArchRule> generalRules() {
    return Stream.of(
        slices()
            .matching("app.akin.(**)")
            .should()
            .beFreeOfCycles()
            .because(
                "a package must be usable and testable without the packages that depend on it"),
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
            .because("only the command line writes to the terminal and sets the exit code"),
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
            .because("diagnostics and benchmarks must not write to the user's library"),
        noClasses()
            .that()
            .resideInAPackage(SYNTHETIC)
            .should()
            .dependOnClassesThat(
                resideInAPackage("app.akin..").and(resideOutsideOfPackages(SYNTHETIC)))
            .because("synthetic data must not depend on the code that is measured with it"),
        noClasses()
            .that(resideOutsideOfPackages(SYNTHETIC, BENCHMARK, SELF_TEST))
            .should()
            .dependOnClassesThat(resideInAPackage(SYNTHETIC))
            .because("synthetic photos and vectors are only for benchmarks and self-tests"),
        noClasses()
            .should()
            .callMethod(Throwable.class, "printStackTrace")
            .because("users see a message, and stack traces belong in the log"),
        noClasses()
            .that()
            .resideOutsideOfPackage(SCAN)
            .should()
            .accessTargetWhere(called("traverses a file tree", Files.class, FILE_TREE_METHODS))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.nio\\.file\\.(WatchService|WatchKey|FileVisitor)")
            .because("links, cycles and permissions are handled in one place"),
        noClasses()
            .that(
                resideOutsideOfPackages("app.akin.installer..")
                    .and(not(named("own the files of Akin", FILE_OWNERS))))
            .should()
            .accessTargetWhere(called("deletes or moves a file", Files.class, FILE_CHANGES))
            .because("Windows refuses it while a file is in use, so it is repeated in one place"),
        noClasses()
            .that(resideOutsideOfPackages(NET, INSTANCE))
            .should()
            .dependOnClassesThat(named("open a connection", CONNECTIONS))
            .because("all network traffic must be auditable in one place"),
        noClasses()
            .that(
                resideOutsideOfPackages(
                    "app.akin.resources..",
                    "app.akin.core.model..",
                    "app.akin.core.library..",
                    SELF_TEST,
                    "app.akin.i18n..",
                    CLI,
                    "app.akin.desktop.."))
            .should()
            .dependOnClassesThat(resideInAPackage("app.akin.resources.."))
            .because(
                "core is independent of the bundled files; core.model and library select them"),
        noClasses()
            .should()
            .accessTargetWhere(called("uses reflection", Class.class, REFLECTION))
            .because("the compiler and static analysis cannot check names in strings"),
        noClasses()
            .that(not(named("assembles the program", ENVIRONMENT_READERS)))
            .should()
            .accessTargetWhere(called("reads the environment", System.class, Set.of("getenv")))
            .because("the environment is read once, where the program is assembled, and passed on"),
        noClasses()
            .that(not(named("may read system properties", PROPERTY_READERS)))
            .should()
            .accessTargetWhere(
                called(
                    "reads a system property",
                    System.class,
                    Set.of("getProperty", "getProperties")))
            .orShould()
            .accessTargetWhere(
                called("reads a system property", Boolean.class, Set.of("getBoolean")))
            .orShould()
            .accessTargetWhere(
                called("reads a system property", Integer.class, Set.of("getInteger")))
            .orShould()
            .accessTargetWhere(called("reads a system property", Long.class, Set.of("getLong")))
            .because(
                "system and architecture have one type each, and properties are no place for"
                    + " state"),
        fields()
            .that()
            .areStatic()
            .should()
            .beFinal()
            .because("global mutable state is shared by accident"),
        classes()
            .that()
            .areNotInterfaces()
            .should(beFinalOrSealed())
            .because("a class that is not designed for extension breaks when it is extended"));
  }

  /// Returns whether a package contains any class.
  static boolean hasClasses(JavaClasses classes, String pattern) {
    return classes.that(resideInAPackage(pattern)).stream().findAny().isPresent();
  }

  private static DescribedPredicate<JavaAccess<?>> called(
      String action, Class<?> owner, Set<String> methods) {
    return DescribedPredicate.describe(
        "it " + action,
        access ->
            methods.contains(access.getTarget().getName())
                && access.getTarget().getOwner().isAssignableTo(owner));
  }

  private static DescribedPredicate<JavaClass> named(String description, Set<String> names) {
    return DescribedPredicate.describe(description, type -> names.contains(type.getName()));
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
