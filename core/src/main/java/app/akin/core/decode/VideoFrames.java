package app.akin.core.decode;

import app.akin.core.decode.NativeResources.Platform;
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

/// The native codec of HEVC and AV1 where this computer can load it, tried once and at its first
/// use. Thread-safe.
final class VideoFrames {
  private static final Logger log = LoggerFactory.getLogger(VideoFrames.class);

  /// The folder below the natives, by the version of the library on the class path.
  private static final String FOLDER = "ffmpeg-8.0.1";

  /// Where the jar of each platform keeps its libraries.
  private static final String RESOURCES = "org/bytedeco/ffmpeg/";

  private final Path natives;
  private @Nullable FrameCodec codec;
  private boolean tried;

  /// @param natives where native libraries are unpacked; made when needed
  VideoFrames(Path natives) {
    this.natives = natives;
  }

  /// The codec; empty where it cannot be loaded.
  synchronized Optional<FrameCodec> codec() {
    if (!tried) {
      tried = true;
      try {
        codec = load();
      } catch (IOException
          | IllegalArgumentException
          | NoSuchElementException
          | UnsupportedOperationException
          | LinkageError e) {
        log.warn("the native codec of HEVC and AV1 cannot be loaded; HEIC and AVIF wait", e);
      }
    }
    return Optional.ofNullable(codec);
  }

  private FrameCodec load() throws IOException {
    NativeResources files = new NativeResources(natives.resolve(FOLDER), RESOURCES);
    return switch (Platform.here()) {
      case WINDOWS -> load(files, List.of(), "avutil-60.dll", "swresample-6.dll", "avcodec-62.dll");
      case MAC ->
          load(
              files,
              List.of("libatomic.1.dylib"),
              "libavutil.60.dylib",
              "libswresample.6.dylib",
              "libavcodec.62.dylib");
      case LINUX ->
          load(
              files,
              List.of("libdrm.so.2", "libva.so.2", "libva-drm.so.2"),
              "libavutil.so.60",
              "libswresample.so.6",
              "libavcodec.so.62");
    };
  }

  /// @param besides libraries that the jars of some processors have, and the others do not need
  private static FrameCodec load(
      NativeResources files, List<String> besides, String util, String resample, String codec)
      throws IOException {
    List<Path> needed = new ArrayList<>();
    for (String name : besides) {
      try {
        needed.add(files.file(name));
      } catch (FileNotFoundException e) {
        log.debug("{} is not among the libraries", name);
      }
    }
    Path utilFile = files.file(util);
    needed.add(utilFile);
    needed.add(files.file(resample));
    return new FrameCodec(needed, utilFile, files.file(codec));
  }
}
