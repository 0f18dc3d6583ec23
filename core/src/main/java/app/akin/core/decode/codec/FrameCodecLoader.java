package app.akin.core.decode.codec;

import app.akin.core.photo.Architecture;
import app.akin.core.photo.OperatingSystem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads the native HEVC and AV1 codec, if this computer supports it, once and on first use.
/// Thread-safe.
public final class FrameCodecLoader {
  private static final Logger log = LoggerFactory.getLogger(FrameCodecLoader.class);

  /// The subfolder for this library, named for its version on the class path.
  private static final String LIBRARY_FOLDER = "ffmpeg-8.0.1";

  /// The resource prefix of the libraries in each platform's jar.
  private static final String RESOURCE_PREFIX = "org/bytedeco/ffmpeg/";

  private final Path natives;
  private @Nullable FrameCodec codec;
  private boolean loadAttempted;

  /// @param natives the folder for unpacked native libraries; created if needed
  public FrameCodecLoader(Path natives) {
    this.natives = natives;
  }

  /// Returns the codec, or empty if it cannot be loaded.
  public synchronized Optional<FrameCodec> codec() {
    if (!loadAttempted) {
      loadAttempted = true;
      try {
        codec = load();
      } catch (IOException
          | IllegalArgumentException
          | NoSuchElementException
          | UnsupportedOperationException
          | LinkageError e) {
        log.warn(
            "cannot load the native HEVC and AV1 codec; HEIC and AVIF files cannot be read", e);
      }
    }
    return Optional.ofNullable(codec);
  }

  /// Returns why a platform may lack the codec and what to install, as one clause.
  public static String missingCodec(OperatingSystem system, Architecture architecture) {
    boolean linux = system != OperatingSystem.WINDOWS && system != OperatingSystem.MACOS;
    if (linux && architecture == Architecture.ARM64) {
      return "needs libva, which the included HEVC and AV1 decoder uses on ARM: install the"
          + " packages libva2 and libva-drm2 (Debian, Ubuntu) or libva (Fedora, Arch)";
    }
    return "needs the HEVC and AV1 decoder, which Akin includes for x86-64 and for ARM on macOS and"
        + " Linux, and which could not be loaded";
  }

  private FrameCodec load() throws IOException {
    NativeResources files = new NativeResources(natives.resolve(LIBRARY_FOLDER), RESOURCE_PREFIX);
    return switch (OperatingSystem.current()) {
      case WINDOWS -> load(files, List.of(), "avutil-60.dll", "swresample-6.dll", "avcodec-62.dll");
      case MACOS ->
          load(
              files,
              List.of("libatomic.1.dylib"),
              "libavutil.60.dylib",
              "libswresample.6.dylib",
              "libavcodec.62.dylib");
      case LINUX, OTHER ->
          load(
              files,
              List.of("libdrm.so.2", "libva.so.2", "libva-drm.so.2"),
              "libavutil.so.60",
              "libswresample.so.6",
              "libavcodec.so.62");
    };
  }

  /// @param optional libraries that only the jars of some processor architectures contain and need
  private static FrameCodec load(
      NativeResources files, List<String> optional, String util, String resample, String codec)
      throws IOException {
    List<Path> needed = new ArrayList<>();
    for (String name : optional) {
      try {
        needed.add(files.extract(name));
      } catch (FileNotFoundException e) {
        log.debug("no library {} for this platform", name);
      }
    }
    Path utilFile = files.extract(util);
    needed.add(utilFile);
    needed.add(files.extract(resample));
    return new FrameCodec(needed, utilFile, files.extract(codec));
  }
}
