package app.akin.desktop.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests two starts on one library.
class InstanceTest {
  private final BlockingQueue<List<Path>> received = new LinkedBlockingQueue<>();

  @TempDir private Path base;

  @Test
  void secondStartPassesPhotosToTheFirst() throws Exception {
    Path photo = base.resolve("Grüße 日本 & co.jpg");
    try (Instance first = Instance.claim(base, received::add).orElseThrow()) {
      assertThat(first).isNotNull();
      assertThat(Instance.claim(base, received::add)).isEmpty();

      assertThat(Instance.handOver(base, List.of(photo))).isTrue();
      assertThat(received.poll(10, TimeUnit.SECONDS)).containsExactly(photo);

      assertThat(Instance.handOver(base, List.of())).isTrue();
      assertThat(received.poll(10, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void claimIsAvailableAfterRelease() throws Exception {
    Instance.claim(base, received::add).orElseThrow().close();
    assertThat(Instance.handOver(base, List.of())).isFalse();

    // Files left by a crash are ignored.
    Files.writeString(base.resolve("window.socket"), "");
    Files.writeString(base.resolve("window.port"), "1 x");
    try (Instance next = Instance.claim(base, received::add).orElseThrow()) {
      assertThat(next).isNotNull();
      assertThat(Instance.handOver(base, List.of(base))).isTrue();
    }
  }

  /// Socket paths have a short maximum length; longer ones use the loopback address.
  @Test
  void longPathUsesTheLoopbackAddress() throws Exception {
    Path deep = base.resolve("x".repeat(120));
    try (Instance first = Instance.claim(deep, received::add).orElseThrow()) {
      assertThat(first).isNotNull();
      assertThat(deep.resolve("window.port")).exists();
      assertThat(Instance.handOver(deep, List.of(deep))).isTrue();
      assertThat(received.poll(10, TimeUnit.SECONDS)).containsExactly(deep);

      String content = Files.readString(deep.resolve("window.port"));
      String port = content.substring(0, content.indexOf(' '));
      Files.writeString(deep.resolve("window.port"), port + " guessed");
      assertThat(Instance.handOver(deep, List.of(deep))).isFalse();
      assertThat(received).isEmpty();
    }
  }
}
