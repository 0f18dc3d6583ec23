package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.LibraryKit;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An index that is filled from a catalogue with many vectors.
final class ModelIndexTest {
  private static final String FINGERPRINT = "0123456789abcdef0123456789abcdef";
  private static final int PHOTOS = 40_000;
  private static final int AT_ONCE = 1 << 14;
  private static final int DIMENSION = 8;

  @TempDir Path temp;

  @Test
  void manyVectorsAreAddedWhileSearchesAreAnswered() throws InterruptedException {
    Path library = temp.resolve("library");
    LibraryKit kit =
        new LibraryKit(
            LibraryKit.Plan.of(7, PHOTOS).bare().dimension(DIMENSION).fingerprint(FINGERPRINT),
            temp.resolve("photos").toAbsolutePath());
    long model = kit.write(library);
    float[] first = kit.vectors().photo(0);
    try (Store store = Store.openForReading(library, BuildCache.NATIVES, Clock.systemUTC())) {
      // Closed before all are added.
      try (ModelIndex index = open(library, store, model)) {
        index.refreshSoon();
        assertThat(index.index().size()).isBetween(AT_ONCE, PHOTOS);
        assertThat(index.index().nearest(first, 1, null).best().getFirst().score())
            .isGreaterThan(0.99f);
        assertThat(index.indexedShare()).isBetween(0.1, 1.0);
      }
      try (ModelIndex index = open(library, store, model)) {
        index.refreshSoon();
        index.refreshSoon();
        Await.until("all photos", () -> index.indexedShare() == 1);
        assertThat(index.index().size()).isEqualTo(PHOTOS);
        index.index().save();
        assertThat(index.index().unsaved()).isZero();
      }
      // A search that needs all waits for them.
      try (ModelIndex index = open(library, store, model)) {
        index.refreshSoon();
        index.refresh();
        assertThat(index.index().size()).isEqualTo(PHOTOS);
        assertThat(index.index().lastSequence()).isEqualTo(store.reader().vectors().lastSequence());
      }
    }
  }

  private static ModelIndex open(Path library, Store store, long model) {
    return ModelIndex.open(library, store.reader(), model, FINGERPRINT, DIMENSION);
  }
}
