package app.akin.installer;

import app.akin.core.photo.Architecture;
import app.akin.core.photo.OperatingSystem;

/// The platform of the build, which is also its target because of jlink and jpackage.
///
/// @param system the operating system
/// @param architecture the architecture; all but [Architecture#ARM64] count as
///   [Architecture#X86_64]
record Target(OperatingSystem system, Architecture architecture) {
  /// Returns the platform of this process.
  static Target current() {
    return new Target(OperatingSystem.current(), Architecture.current());
  }

  /// Returns Debian's name of the architecture.
  String debian() {
    return isArm() ? "arm64" : "amd64";
  }

  /// Returns RPM's name of the architecture.
  String rpm() {
    return isArm() ? "aarch64" : "x86_64";
  }

  /// Returns the folder of JNA's jar with the library for this platform.
  String jna() {
    String machine = isArm() ? "aarch64" : "x86-64";
    return switch (system) {
      case LINUX, OTHER -> "linux-" + machine;
      case MACOS -> "darwin-" + machine;
      case WINDOWS -> "win32-" + machine;
    };
  }

  /// Returns whether the architecture is ARM.
  boolean isArm() {
    return architecture == Architecture.ARM64;
  }
}
