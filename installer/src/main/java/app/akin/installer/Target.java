package app.akin.installer;

import java.util.Locale;

/// The platform of the build, which is also its target because of jlink and jpackage.
///
/// @param system the operating system
/// @param processor the architecture as named by Java: `amd64` or `aarch64`
record Target(Kind system, String processor) {
  /// The operating systems.
  enum Kind {
    LINUX,
    MAC,
    WINDOWS
  }

  /// Returns the platform of this process.
  static Target current() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    Kind kind = name.contains("win") ? Kind.WINDOWS : name.contains("mac") ? Kind.MAC : Kind.LINUX;
    return new Target(kind, System.getProperty("os.arch"));
  }

  /// Returns Debian's name of the architecture.
  String debian() {
    return processor.equals("aarch64") ? "arm64" : "amd64";
  }

  /// Returns RPM's name of the architecture.
  String rpm() {
    return processor.equals("aarch64") ? "aarch64" : "x86_64";
  }

  /// Returns the folder of JNA's jar with the library for this platform.
  String jna() {
    String machine = processor.equals("aarch64") ? "aarch64" : "x86-64";
    return switch (system) {
      case LINUX -> "linux-" + machine;
      case MAC -> "darwin-" + machine;
      case WINDOWS -> "win32-" + machine;
    };
  }
}
