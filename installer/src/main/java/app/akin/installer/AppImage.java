package app.akin.installer;

import app.akin.core.photo.FileOperations;
import app.akin.core.photo.OperatingSystem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/// The program image, a folder that runs at any location, built with jpackage: class path, linked
/// runtime, native libraries and launchers.
///
/// On Linux the launcher is the program's own script. On Windows and macOS jpackage's launcher
/// opens the window; its options below must match those that the script uses for the window.
///
/// @param target the platform
/// @param repository folder of the repository
/// @param program the built program
/// @param icons folder of the rendered icons
/// @param version the version
/// @param released timestamp of every file
record AppImage(
    Target target, Path repository, Path program, Path icons, String version, FileTime released) {
  /// Name of the image.
  static final String NAME = "Akin";

  /// Name of the file of JVM options for the window, next to the jars.
  private static final String WINDOW_OPTIONS = "window.options";

  private static final List<String> OPTIONS =
      List.of(
          "--add-modules=jdk.incubator.vector,javafx.controls",
          "--enable-native-access=javafx.graphics,ALL-UNNAMED",
          "-XX:-UsePerfData",
          "-Djava.awt.headless=true");

  /// The layout of an image.
  ///
  /// @param root the image
  /// @param jars the class path
  /// @param natives the native libraries
  /// @param programs the launchers
  /// @param java the java executable
  record Layout(Path root, Path jars, Path natives, Path programs, Path java) {
    private static Layout of(Target target, Path folder) {
      return switch (target.system()) {
        case LINUX, OTHER -> {
          Path root = folder.resolve(NAME);
          yield new Layout(
              root,
              root.resolve("lib/app"),
              root.resolve("lib/natives"),
              root.resolve("bin"),
              root.resolve("lib/runtime/bin/java"));
        }
        case WINDOWS -> {
          Path root = folder.resolve(NAME);
          yield new Layout(
              root,
              root.resolve("app"),
              root.resolve("lib/natives"),
              root.resolve("bin"),
              root.resolve("runtime/bin/java.exe"));
        }
        case MACOS -> {
          Path root = folder.resolve(NAME + ".app");
          Path contents = root.resolve("Contents");
          yield new Layout(
              root,
              contents.resolve("app"),
              contents.resolve("lib/natives"),
              contents.resolve("bin"),
              contents.resolve("runtime/Contents/Home/bin/java"));
        }
      };
    }
  }

  /// Builds the image.
  ///
  /// @param runtime the linked runtime
  /// @param natives stages the native libraries
  /// @param work temporary folder
  /// @param folder output folder
  Layout make(LinkedRuntime runtime, StagedNatives natives, Path work, Path folder)
      throws IOException, InterruptedException {
    Path jars = Files.createDirectories(work.resolve("jars"));
    try (DirectoryStream<Path> published =
        Files.newDirectoryStream(program.resolve("lib"), "*.jar")) {
      for (Path jar : published) {
        // The build folder may contain files of an earlier build.
        if (!String.valueOf(jar.getFileName()).startsWith("javafx-")) {
          new SlimJar(jar).writeTo(jars);
        }
      }
    }
    Files.copy(program.resolve("lib").resolve(WINDOW_OPTIONS), jars.resolve(WINDOW_OPTIONS));
    Path java = work.resolve("runtime");
    runtime.link(java);
    Layout layout = Layout.of(target, folder);
    FileOperations.deleteTree(layout.root());
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--type",
                "app-image",
                "--name",
                NAME,
                "--app-version",
                version,
                "--vendor",
                "The Akin project",
                "--description",
                "Finds the photo you mean",
                "--copyright",
                "Apache-2.0",
                "--input",
                jars.toString(),
                "--main-jar",
                "akin.jar",
                "--main-class",
                "app.akin.cli.Main",
                "--runtime-image",
                java.toString(),
                "--icon",
                icon().toString(),
                "--dest",
                folder.toString()));
    for (String option : OPTIONS) {
      arguments.addAll(List.of("--java-options", option));
    }
    String home = target.system() == OperatingSystem.MACOS ? "$ROOTDIR/Contents" : "$ROOTDIR";
    arguments.addAll(List.of("--java-options", "-Dakin.natives=" + home + "/lib/natives"));
    arguments.addAll(
        List.of("--java-options", "-XX:SharedArchiveFile=$APPDIR/" + ClassArchive.NAME));
    Tools.runJdk("jpackage", arguments);
    natives.stage(layout.natives());
    ownLauncher(layout);
    for (String notice : List.of("LICENSE", "THIRD-PARTY.txt")) {
      Path file = program.resolve(notice);
      if (Files.exists(file)) {
        Files.copy(file, layout.jars().resolve(notice), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    FolderTree made = new FolderTree(layout.root());
    made.publish(released);
    List<String> options = new ArrayList<>(OPTIONS);
    options.add("-XX:VMOptionsFile=" + layout.jars().resolve(WINDOW_OPTIONS));
    new ClassArchive(layout, options).make();
    made.publish(released);
    return layout;
  }

  private void ownLauncher(Layout layout) throws IOException {
    String script = target.system() == OperatingSystem.WINDOWS ? "akin.bat" : "akin";
    if (target.system() == OperatingSystem.LINUX) {
      Path lib = layout.root().resolve("lib");
      Files.delete(layout.programs().resolve(NAME));
      Files.delete(layout.jars().resolve(NAME + ".cfg"));
      Files.delete(lib.resolve("libapplauncher.so"));
      Files.delete(lib.resolve(NAME + ".png"));
    }
    Files.createDirectories(layout.programs());
    Files.copy(
        program.resolve("bin").resolve(script),
        layout.programs().resolve(script),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  private Path icon() {
    return switch (target.system()) {
      case LINUX, OTHER -> icons.resolve("akin-256.png");
      case WINDOWS -> icons.resolve("akin.ico");
      case MACOS -> icons.resolve("akin.icns");
    };
  }
}
