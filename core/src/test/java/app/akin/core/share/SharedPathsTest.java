package app.akin.core.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests paths that other computers have written.
final class SharedPathsTest {
  private static final Path MOUNT = Path.of("/mnt/nas").toAbsolutePath();

  @Test
  void aPathIsResolvedInItsFolder() {
    assertThat(SharedPaths.resolve(MOUNT, "2020/a b/c.jpg"))
        .contains(MOUNT.resolve("2020").resolve("a b").resolve("c.jpg"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../secret.jpg", "a/../../secret.jpg", "/etc/passwd", "a\0b"})
  void aPathThatLeadsElsewhereIsRefused(String path) {
    assertThat(SharedPaths.resolve(MOUNT, path)).isEmpty();
  }
}
