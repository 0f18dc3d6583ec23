package app.akin.core.decode;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/// Native libraries that a jar holds for each platform, as files: left to the system's temporary
/// folder, every process would unpack its own, and one that is killed would leave it there. For
/// several processes at once.
///
/// @param folder where they are unpacked; made when needed
/// @param resources where the jar keeps its platforms, with a slash behind
record NativeResources(Path folder, String resources) {
  /// The systems that libraries are there for.
  enum Platform {
    LINUX("linux-"),
    MAC("macosx-"),
    WINDOWS("windows-");

    private final String prefix;

    Platform(String prefix) {
      this.prefix = prefix;
    }

    /// The one this is: whatever is neither Windows nor macOS counts as Linux.
    static Platform here() {
      String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
      return system.contains("win") ? WINDOWS : system.contains("mac") ? MAC : LINUX;
    }
  }

  /// A library as a file, unpacked where it is not there yet. An installed Akin keeps its libraries
  /// as files alone: where the jar holds none, the file that is there serves.
  ///
  /// @throws FileNotFoundException where neither has one for this system
  Path file(String name) throws IOException {
    String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
    String resource = resources + Platform.here().prefix + processor + "/" + name;
    Path place = folder.toAbsolutePath();
    Path target = place.resolve(name);
    byte[] library;
    try (InputStream in = NativeResources.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        if (Files.exists(target)) {
          return target;
        }
        throw new FileNotFoundException("there is none for this system");
      }
      library = in.readAllBytes();
    }
    // Compared in full: a copy cut short by a crash must not be loaded.
    if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), library)) {
      // A folder that is a link is there already, and making it would say that it is in the way.
      if (!Files.isDirectory(place)) {
        Files.createDirectories(place);
      }
      Path part = Files.createTempFile(place, name, ".part");
      try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(library);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return target;
  }
}
