package app.akin.core.decode.codec;

import app.akin.core.photo.OperatingSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads the native JPEG and WebP codec, if this computer supports it, once and on first use.
/// Thread-safe.
public final class LeptonicaLoader {
  private static final Logger log = LoggerFactory.getLogger(LeptonicaLoader.class);

  /// The subfolder for this library, named for its version on the class path.
  private static final String LIBRARY_FOLDER = "leptonica-1.87.0";

  /// The resource prefix of the libraries in each platform's jar.
  private static final String RESOURCE_PREFIX = "org/bytedeco/leptonica/";

  /// What the library imports on Windows, in loading order: a library that is opened by its path
  /// finds none of them in its folder, but those that are loaded already.
  private static final List<String> WINDOWS_RUNTIME =
      List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll");

  private final Path natives;
  private @Nullable Leptonica codec;
  private @Nullable String loadError;

  /// @param natives the folder for unpacked native libraries; created if needed
  public LeptonicaLoader(Path natives) {
    this.natives = natives;
  }

  /// Returns the codec, or empty if it cannot be loaded.
  public synchronized Optional<Leptonica> codec() {
    if (codec == null && loadError == null) {
      try {
        codec = load();
      } catch (IOException
          | IllegalArgumentException
          | NoSuchElementException
          | UnsupportedOperationException
          | LinkageError e) {
        log.warn("cannot load the native JPEG and WebP codec; Java codecs read these files", e);
        loadError = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
      }
    }
    return Optional.ofNullable(codec);
  }

  /// Returns the reason why the codec could not be loaded, in one line; empty if it was loaded or
  /// not needed yet.
  public synchronized Optional<String> loadError() {
    return Optional.ofNullable(loadError);
  }

  private Leptonica load() throws IOException {
    NativeResources files = new NativeResources(natives.resolve(LIBRARY_FOLDER), RESOURCE_PREFIX);
    return switch (OperatingSystem.current()) {
      case WINDOWS -> load(files, WINDOWS_RUNTIME, "libleptonica-6.dll");
      case MACOS -> load(files, List.of(), "libleptonica.6.dylib");
      case LINUX, OTHER -> load(files, List.of(), "libleptonica.so.6");
    };
  }

  private static Leptonica load(NativeResources files, List<String> runtime, String library)
      throws IOException {
    List<Path> needed = new ArrayList<>();
    for (String name : runtime) {
      needed.add(files.extract(name));
    }
    return new Leptonica(needed, files.extract(library));
  }
}
