package app.akin.core.decode;

import app.akin.core.decode.NativeResources.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

  /// The library as a file, after those that it needs.
  private Path unpacked() throws IOException {
    NativeResources files = new NativeResources(natives.resolve(FOLDER), RESOURCES);
    return switch (Platform.here()) {
      case WINDOWS -> {
        // They look for each other in the folder that they lie in.
        for (String name : WINDOWS_RUNTIME) {
          files.file(name);
        }
        yield files.file("libleptonica-6.dll");
      }
      case MAC -> files.file("libleptonica.6.dylib");
      case LINUX -> files.file("libleptonica.so.6");
    };
  }
}
