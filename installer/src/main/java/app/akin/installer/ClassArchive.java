package app.akin.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The class data archive of the window's classes and lambdas: written by the JVM at the end of a
/// self-test of the image and mapped at each start.
///
/// The JVM accepts the archive only with jars and modules of the same sizes and times, so later
/// steps must preserve timestamps. Without a matching archive, the start is only slower.
///
/// @param image the finished image
/// @param options JVM options of the window
record ClassArchive(AppImage.Layout image, List<String> options) {
  /// Name of the file, next to the jars.
  static final String NAME = "akin.jsa";

  /// Creates the archive.
  ///
  /// @throws IllegalStateException if the self-test fails, with its output
  void make() throws IOException, InterruptedException {
    Path file = image.jars().resolve(NAME);
    List<String> command = new ArrayList<>();
    command.add(image.java().toString());
    command.addAll(options);
    command.add("-Dakin.natives=" + image.natives());
    command.add("-XX:ArchiveClassesAtExit=" + file);
    command.addAll(List.of("-cp", image.jars().resolve("akin.jar").toString()));
    command.addAll(List.of("app.akin.cli.Main", "--self-test"));
    String said = Tools.runSystem(Map.of(), command.toArray(String[]::new));
    if (!Files.exists(file)) {
      throw new IllegalStateException("The JVM wrote no " + NAME + ": " + said);
    }
  }
}
