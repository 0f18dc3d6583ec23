package app.akin.core.kit;

import java.nio.file.Path;

/// Where tests and measurements unpack native libraries: one cache for all builds of a user,
/// because the engine's alone take hundreds of megabytes and some seconds.
public final class BuildCache {
  /// The folder, made when needed.
  public static final Path NATIVES =
      Path.of(System.getProperty("user.home"), ".cache", "akin-build").toAbsolutePath();

  private BuildCache() {}
}
