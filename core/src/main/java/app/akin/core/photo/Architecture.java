package app.akin.core.photo;

import java.util.Locale;

/// The processor architectures that differ for Akin.
public enum Architecture {
  /// 64-bit processors of Intel and AMD.
  X86_64,
  /// 64-bit ARM processors.
  ARM64,
  /// Any other architecture.
  OTHER;

  /// Returns the architecture of this process.
  public static Architecture current() {
    return of(System.getProperty("os.arch", ""));
  }

  /// Returns the architecture for a value of `os.arch`.
  public static Architecture of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64", "arm64" -> ARM64;
      default -> OTHER;
    };
  }
}
