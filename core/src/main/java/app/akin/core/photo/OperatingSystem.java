package app.akin.core.photo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The operating systems that differ for Akin.
public enum OperatingSystem {
  /// Linux.
  LINUX,
  /// macOS.
  MACOS,
  /// Windows.
  WINDOWS,
  /// Any other system, such as a BSD.
  OTHER;

  /// Returns the system of this process.
  public static OperatingSystem current() {
    return of(System.getProperty("os.name", ""));
  }

  /// Returns the system for a value of `os.name`.
  public static OperatingSystem of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("linux")) {
      return LINUX;
    }
    if (lower.startsWith("mac")) {
      return MACOS;
    }
    return lower.startsWith("windows") ? WINDOWS : OTHER;
  }

  /// Returns the user's home folder: `HOME`, as the XDG Base Directory Specification requires, or
  /// the folder of the account if `HOME` is not an absolute path. Windows does not define `HOME`.
  ///
  /// @param environment environment variables
  /// @param account the home folder that the system lists for the account
  public Path home(Map<String, String> environment, Path account) {
    return this == WINDOWS
        ? account
        : absolutePath(environment, "HOME").map(Path::normalize).orElse(account);
  }

  /// Returns the folder that an environment variable names. The XDG Base Directory Specification
  /// requires that relative paths are ignored.
  public static Optional<Path> absolutePath(Map<String, String> environment, String variable) {
    try {
      return Optional.ofNullable(environment.get(variable))
          .filter(value -> !value.isBlank())
          .map(Path::of)
          .filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
