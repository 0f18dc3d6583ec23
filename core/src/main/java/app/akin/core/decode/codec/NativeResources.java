package app.akin.core.decode.codec;

import app.akin.core.photo.Architecture;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.OperatingSystem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Unpacks native libraries from each platform's jar. They are not unpacked to the system's
/// temporary folder, because every process would unpack its own copy there and a killed process
/// would leave it behind. Safe for concurrent processes.
///
/// @param folder the target folder; created if needed
/// @param resourcePrefix the resource path of the platforms in the jar, with a trailing slash
record NativeResources(Path folder, String resourcePrefix) {
  /// Returns the file of a library and unpacks it if it is missing. An installed Akin contains its
  /// libraries only as files: if no jar contains the library, the existing file is used.
  ///
  /// @throws FileNotFoundException if neither exists for this system
  Path extract(String name) throws IOException {
    String system =
        switch (OperatingSystem.current()) {
          case LINUX, OTHER -> "linux-";
          case MACOS -> "macosx-";
          case WINDOWS -> "windows-";
        };
    String processor = Architecture.current() == Architecture.ARM64 ? "arm64" : "x86_64";
    String resource = resourcePrefix + system + processor + "/" + name;
    Path absoluteFolder = folder.toAbsolutePath();
    Path target = absoluteFolder.resolve(name);
    byte[] library;
    try (InputStream in = NativeResources.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        if (Files.exists(target)) {
          return target;
        }
        throw new FileNotFoundException("no library for this system");
      }
      library = in.readAllBytes();
    }
    // The content is compared completely: a copy truncated by a crash must not be loaded.
    if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), library)) {
      // `createDirectories` fails for a folder that is a symbolic link.
      if (!Files.isDirectory(absoluteFolder)) {
        Files.createDirectories(absoluteFolder);
      }
      FileOperations.write(target, out -> out.write(library));
    }
    return target;
  }
}
