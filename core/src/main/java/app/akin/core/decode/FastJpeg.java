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
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The native JPEG codec where this computer can load it, tried once and at its first use.
/// Thread-safe.
final class FastJpeg {
  private static final Logger log = LoggerFactory.getLogger(FastJpeg.class);

  /// The folder below the natives, by the version of the library on the class path.
  private static final String FOLDER = "leptonica-1.87.0";

  /// Where the jar of each platform keeps its libraries.
  private static final String RESOURCES = "org/bytedeco/leptonica/";

  private static final List<String> WINDOWS_RUNTIME =
      List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll", "libgomp-1.dll");

  private final Path natives;
  private @Nullable TurboJpeg codec;
  private @Nullable String fault;

  /// @param natives where native libraries are unpacked; made when needed
  FastJpeg(Path natives) {
    this.natives = natives;
  }

  /// The codec; empty where it cannot be loaded.
  synchronized Optional<TurboJpeg> codec() {
    if (codec == null && fault == null) {
      try {
        codec = new TurboJpeg(unpacked());
      } catch (IOException
          | IllegalArgumentException
          | NoSuchElementException
          | UnsupportedOperationException
          | LinkageError e) {
        log.warn("the native JPEG codec cannot be loaded; Java’s own reads JPEG files", e);
        fault = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
      }
    }
    return Optional.ofNullable(codec);
  }

  /// Why the codec could not be loaded, in one line; empty where it was, or was not needed yet.
  synchronized Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /// The library as a file, after those that it needs. Left to the system's temporary folder, every
  /// process would unpack its own, and one that is killed would leave it there.
  private Path unpacked() throws IOException {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
    if (system.contains("win")) {
      String folder = RESOURCES + "windows-" + processor + "/";
      // They look for each other in the folder that they lie in.
      for (String name : WINDOWS_RUNTIME) {
        unpack(folder, name);
      }
      return unpack(folder, "libleptonica-6.dll");
    }
    return system.contains("mac")
        ? unpack(RESOURCES + "macosx-" + processor + "/", "libleptonica.6.dylib")
        : unpack(RESOURCES + "linux-" + processor + "/", "libleptonica.so.6");
  }

  private Path unpack(String resources, String name) throws IOException {
    byte[] library;
    try (InputStream in = FastJpeg.class.getClassLoader().getResourceAsStream(resources + name)) {
      if (in == null) {
        throw new FileNotFoundException("there is none for this system");
      }
      library = in.readAllBytes();
    }
    Path folder = natives.toAbsolutePath().resolve(FOLDER);
    Path target = folder.resolve(name);
    // Compared in full: a copy cut short by a crash must not be loaded.
    if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), library)) {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, name, ".part");
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
