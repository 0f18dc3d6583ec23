package app.akin.core.kit;

import java.nio.file.Path;

/// The cache of native libraries for tests and measurements, shared by all builds of a user because
/// the engine takes hundreds of megabytes and some seconds.
public final class BuildCache {
  /// The folder, created on demand.
  public static final Path NATIVES =
      Path.of(System.getProperty("user.home"), ".cache", "akin-build").toAbsolutePath();

  private BuildCache() {}
}
