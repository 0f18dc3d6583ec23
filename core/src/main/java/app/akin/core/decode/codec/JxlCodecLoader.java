package app.akin.core.decode.codec;

import app.akin.core.photo.OperatingSystem;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads the system's libjxl, once and on first use. It is not bundled, because Maven Central has
/// no package with it. Thread-safe.
public final class JxlCodecLoader {
  /// Instructions for installing a missing libjxl.
  public static final String INSTALL_ADVICE =
      "needs libjxl: install the package libjxl0.7 or a later libjxl0 (Debian, Ubuntu), libjxl"
          + " (Fedora, Arch), or jpeg-xl (Homebrew)";

  private static final Logger log = LoggerFactory.getLogger(JxlCodecLoader.class);

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
  private boolean loadAttempted;

  /// Returns the codec, or empty if there is none.
  public synchronized Optional<JxlCodec> codec() {
    if (!loadAttempted) {
      loadAttempted = true;
      for (String name :
          switch (OperatingSystem.current()) {
            case LINUX, OTHER -> LINUX;
            case MACOS -> MAC;
            case WINDOWS -> WINDOWS;
          }) {
        codec = codec == null ? load(name) : codec;
      }
    }
    return Optional.ofNullable(codec);
  }

  // This class exists to call native code.
  @SuppressWarnings("restricted")
  private static @Nullable JxlCodec load(String name) {
    try {
      return new JxlCodec(SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException | NoSuchElementException | LinkageError e) {
      log.debug("cannot load {}: {}", name, e.toString());
      return null;
    }
  }
}
