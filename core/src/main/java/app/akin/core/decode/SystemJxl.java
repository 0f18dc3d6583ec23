package app.akin.core.decode;

import app.akin.core.decode.NativeResources.Platform;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The system's own libjxl, looked for once and at its first use. No library on Maven Central
/// brings it along. Thread-safe.
final class SystemJxl {
  /// What to do where it is missing.
  static final String ADVICE =
      "needs libjxl: install the package libjxl0.7 or a later libjxl0 (Debian, Ubuntu), libjxl"
          + " (Fedora, Arch), or jpeg-xl (Homebrew)";

  private static final Logger log = LoggerFactory.getLogger(SystemJxl.class);

  private static final List<String> LINUX =
      List.of(
          "libjxl.so.0.12",
          "libjxl.so.0.11",
          "libjxl.so.0.10",
          "libjxl.so.0.9",
          "libjxl.so.0.8",
          "libjxl.so.0.7");

  private static final List<String> MAC =
      List.of("/opt/homebrew/lib/libjxl.dylib", "/usr/local/lib/libjxl.dylib");

  private static final List<String> WINDOWS = List.of("jxl.dll", "libjxl.dll");

  private @Nullable JxlCodec codec;
  private boolean tried;

  /// The codec; empty where there is none.
  synchronized Optional<JxlCodec> codec() {
    if (!tried) {
      tried = true;
      for (String name :
          switch (Platform.here()) {
            case LINUX -> LINUX;
            case MAC -> MAC;
            case WINDOWS -> WINDOWS;
          }) {
        codec = codec == null ? load(name) : codec;
      }
    }
    return Optional.ofNullable(codec);
  }

  // Native code is what this class is for.
  @SuppressWarnings("restricted")
  private static @Nullable JxlCodec load(String name) {
    try {
      return new JxlCodec(SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException | NoSuchElementException | LinkageError e) {
      log.debug("{} cannot be used: {}", name, e.toString());
      return null;
    }
  }
}
