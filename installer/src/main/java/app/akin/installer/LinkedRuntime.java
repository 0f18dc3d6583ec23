package app.akin.installer;

import app.akin.core.photo.OperatingSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/// A Java runtime with the modules that Akin uses, including JavaFX, linked by jlink. JavaFX's
/// native libraries are next to those of the runtime, so its loader unpacks none.
///
/// @param target the platform
/// @param javafx folder of the JavaFX jars for this platform
/// @param work temporary folder
record LinkedRuntime(Target target, Path javafx, Path work) {
  /// JDK modules required by the jars on the class path, plus service providers: elliptic curves,
  /// character sets, locale data.
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

  /// Links the runtime.
  ///
  /// @param folder output folder; must not exist
  void link(Path folder) throws IOException {
    Path modules = Files.createDirectories(work.resolve("jmods"));
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(javafx, "*.jar")) {
      for (Path jar : jars) {
        module(jar, modules);
      }
    }
    Tools.runJdk(
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
    keepOnlyLauncher(folder.resolve("bin"));
    // Only needed for heaps above 32 GB.
    Path server = folder.resolve(target.system() == OperatingSystem.WINDOWS ? "bin" : "lib");
    Files.deleteIfExists(server.resolve("server").resolve("classes_nocoops.jsa"));
  }

  /// Converts a jar to a jmod file, where jlink looks for native libraries.
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
    Tools.runJdk("jmod", arguments);
  }

  /// Akin only needs `java`; on Windows its library in the same folder must stay.
  private void keepOnlyLauncher(Path programs) throws IOException {
    List<Path> others = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(programs)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        boolean program = target.system() != OperatingSystem.WINDOWS || name.endsWith(".exe");
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
