package app.akin.installer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/// A Java of the modules that Akin uses, with JavaFX among them, by jlink. JavaFX's native
/// libraries lie where the runtime's own do, so its loader unpacks none.
///
/// @param target the system
/// @param javafx the folder of JavaFX's jars for this system
/// @param work a folder for what is needed meanwhile
record LinkedRuntime(Target target, Path javafx, Path work) {
  /// What the jars on the class path need of the JDK, and what no jar names: the providers of
  /// elliptic curves, of character sets and of other languages' numbers and dates.
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.desktop",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.sql",
          "java.xml",
          "javafx.controls",
          "jdk.charsets",
          "jdk.crypto.ec",
          "jdk.incubator.vector",
          "jdk.localedata",
          "jdk.management",
          "jdk.unsupported",
          "jdk.zipfs");

  private static final String LAUNCHER = "java";

  /// Links it.
  ///
  /// @param folder where it goes; must not be there yet
  void link(Path folder) throws IOException {
    Path modules = Files.createDirectories(work.resolve("jmods"));
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(javafx, "*.jar")) {
      for (Path jar : jars) {
        module(jar, modules);
      }
    }
    Tool.ofJdk(
        "jlink",
        List.of(
            "--module-path",
            modules.toString(),
            "--add-modules",
            String.join(",", MODULES),
            "--no-header-files",
            "--no-man-pages",
            "--generate-cds-archive",
            "--strip-native-debug-symbols=exclude-debuginfo-files",
            "--output",
            folder.toString()));
    keepLauncherAlone(folder.resolve("bin"));
    // Serves heaps beyond 32 GB, which Akin never has.
    Path server = folder.resolve(target.system() == Target.Kind.WINDOWS ? "bin" : "lib");
    Files.deleteIfExists(server.resolve("server").resolve("classes_nocoops.jsa"));
  }

  /// A jar made into a module file, in which jlink looks for native libraries.
  private void module(Path jar, Path modules) throws IOException {
    String name = String.valueOf(jar.getFileName());
    Path slim = Files.createDirectories(work.resolve("jmod-jars"));
    Path natives = Files.createDirectories(work.resolve("jmod-natives").resolve(name));
    SlimJar published = new SlimJar(jar);
    published.writeTo(slim);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (String library : published.natives()) {
        if (library.endsWith(".jar")) {
          continue;
        }
        try (InputStream in = zip.getInputStream(zip.getEntry(library))) {
          Files.copy(in, natives.resolve(library));
        }
      }
    }
    List<String> arguments =
        new ArrayList<>(List.of("create", "--class-path", slim.resolve(name).toString()));
    arguments.addAll(List.of("--libs", natives.toString()));
    arguments.add(modules.resolve(name.replace(".jar", ".jmod")).toString());
    Tool.ofJdk("jmod", arguments);
  }

  /// Akin starts by `java`; its library of the same folder's must stay on Windows.
  private void keepLauncherAlone(Path programs) throws IOException {
    List<Path> others = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(programs)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        boolean program = target.system() != Target.Kind.WINDOWS || name.endsWith(".exe");
        if (program && !name.replace(".exe", "").matches(LAUNCHER + "w?")) {
          others.add(file);
        }
      }
    }
    for (Path other : others) {
      Files.delete(other);
    }
  }
}
