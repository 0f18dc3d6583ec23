package app.akin.installer;

import java.util.Locale;

/// The system that is built on and for: jlink and jpackage make things for their own system alone.
///
/// @param system the operating system
/// @param processor the processor's name in Java's way: `amd64` or `aarch64`
record Target(Kind system, String processor) {
  /// The operating systems.
  enum Kind {
    LINUX,
    MAC,
    WINDOWS
  }

  /// The one this process runs on.
  static Target here() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    Kind kind = name.contains("win") ? Kind.WINDOWS : name.contains("mac") ? Kind.MAC : Kind.LINUX;
    return new Target(kind, System.getProperty("os.arch"));
  }

  /// The processor as Debian calls it.
  String debian() {
    return processor.equals("aarch64") ? "arm64" : "amd64";
  }

  /// The processor as RPM calls it.
  String rpm() {
    return processor.equals("aarch64") ? "aarch64" : "x86_64";
  }

  /// The folder of JNA's jar that holds the library for this system.
  String jna() {
    String machine = processor.equals("aarch64") ? "aarch64" : "x86-64";
    return switch (system) {
      case LINUX -> "linux-" + machine;
      case MAC -> "darwin-" + machine;
      case WINDOWS -> "win32-" + machine;
    };
  }
}
