package app.akin.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The classes of the window, loaded and profiled ahead of time: the JVM writes them down at the
/// end of a self-test of the image, which does a little of everything, and maps them at each start.
///
/// The JVM takes the file only beside jars and modules of the size and time that it saw, so
/// whatever is made of the image afterwards must keep its times. Without the file, or with one that
/// does not fit, a start only takes longer.
///
/// @param image the finished image
/// @param options the JVM's options for the window
record StartCache(AppImage.Layout image, List<String> options) {
  /// The file's name, beside the jars.
  static final String NAME = "akin.aot";

  /// Makes the file.
  ///
  /// @throws IllegalStateException with what the self-test said where it fails
  void make() throws IOException, InterruptedException {
    Path file = image.jars().resolve(NAME);
    List<String> command = new ArrayList<>();
    command.add(image.java().toString());
    command.addAll(options);
    command.add("-Dakin.natives=" + image.natives());
    command.add("-XX:AOTCacheOutput=" + file);
    command.addAll(List.of("-cp", image.jars().resolve("akin.jar").toString()));
    command.addAll(List.of("app.akin.cli.Main", "--self-test"));
    String said = Tool.ofSystem(Map.of(), command.toArray(String[]::new));
    if (!Files.exists(file)) {
      throw new IllegalStateException("The JVM wrote no " + NAME + ": " + said);
    }
  }
}
