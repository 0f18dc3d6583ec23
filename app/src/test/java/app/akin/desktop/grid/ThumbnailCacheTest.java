package app.akin.desktop.grid;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Problem;
import app.akin.desktop.FxThread;
import app.akin.desktop.TestTasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import javafx.scene.image.Image;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests that a failed thumbnail does not prevent the next ones.
final class ThumbnailCacheTest {
  private final List<Throwable> unexpected = new ArrayList<>();
  private final List<Optional<Image>> received = new ArrayList<>();
  private final ThumbnailCache cache =
      new ThumbnailCache(
          ThumbnailCacheTest::thumbnail, TestTasks.immediate(unexpected::add), 24L << 20);

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  private static Optional<byte[]> thumbnail(ContentId content) {
    return switch ((int) content.value() % 4) {
      case 0 -> Optional.of(ImageKit.photo(1, 40, 30));
      case 1 -> throw new AkinException(new Problem.LibraryDamaged(Path.of("x"), "y"));
      case 2 -> throw new IllegalStateException("decoder");
      default -> throw new StackOverflowError();
    };
  }

  @Test
  void everyErrorFreesItsSlot() {
    LongStream.rangeClosed(1, 8)
        .forEach(id -> FxThread.run(() -> cache.load(new ContentId(id), 100, received::add)));
    assertThat(received).hasSize(8);
    assertThat(received.get(3)).isPresent();
    assertThat(received.get(7)).isPresent();
    assertThat(received.stream().filter(Optional::isPresent)).hasSize(2);
    assertThat(unexpected)
        .as("problems of the library are shown by the timeline")
        .hasSize(4)
        .hasOnlyElementsOfTypes(IllegalStateException.class, StackOverflowError.class);
  }
}
