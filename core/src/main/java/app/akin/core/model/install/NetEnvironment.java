package app.akin.core.model.install;

import app.akin.core.net.RetryPolicy;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.DataSize;
import app.akin.core.photo.Problem;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToLongFunction;

/// The environment that downloads and imports depend on.
///
/// @param environment the process's environment variables
/// @param home the user's home folder, which holds the cache of the hub's tools
/// @param retryPolicy the timeouts and the retry policy
/// @param freeSpace returns the usable space of a folder in bytes
/// @param memory the memory of this computer in bytes; 0 if it is unknown
public record NetEnvironment(
    Map<String, String> environment,
    Path home,
    RetryPolicy retryPolicy,
    ToLongFunction<Path> freeSpace,
    long memory) {
  /// Returns an environment with the standard retry policy.
  public static NetEnvironment of(Map<String, String> environment, Path home) {
    return new NetEnvironment(
        environment,
        home,
        RetryPolicy.standard(),
        NetEnvironment::usableSpace,
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
  }

  /// Checks that this computer has the memory that a model needs.
  ///
  /// @throws AkinException `MemoryShort` if it does not
  public void requireMemory(ModelDescriptor model) {
    if (memory > 0 && memory < model.memory()) {
      throw new AkinException(
          new Problem.MemoryShort(
              model.name(),
              DataSize.occupiedMegabytes(model.memory()),
              DataSize.freeMegabytes(memory)));
    }
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
