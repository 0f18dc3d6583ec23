package app.akin.core.model.install;

import app.akin.core.net.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToLongFunction;

/// The environment that downloads depend on.
///
/// @param environment the process's environment variables
/// @param home the user's home folder, which holds the cache of the hub's tools
/// @param retryPolicy the timeouts and the retry policy
/// @param freeSpace returns the usable space of a folder in bytes
public record NetEnvironment(
    Map<String, String> environment,
    Path home,
    RetryPolicy retryPolicy,
    ToLongFunction<Path> freeSpace) {
  /// Returns an environment with the standard retry policy.
  public static NetEnvironment of(Map<String, String> environment, Path home) {
    return new NetEnvironment(
        environment, home, RetryPolicy.standard(), NetEnvironment::usableSpace);
  }

  private static long usableSpace(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      // Unknown: a write fails if the disk is full.
      return Long.MAX_VALUE;
    }
  }
}
