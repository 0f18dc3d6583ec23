package app.akin.core.store;

import app.akin.core.kit.BuildCache;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// A library open for writing, with helper methods for tests.
final class TestLibrary implements AutoCloseable {
  static final ZoneId ZONE = ZoneId.of("Pacific/Auckland");
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZONE);
  static final PhotoFacts FACTS = new PhotoFacts("JPEG", 4, 3, 1, Metadata.NONE);

  final Store store;
  final CatalogueWriter writer;
  final CatalogueReader reader;
  final Path root;
  final long rootId;

  TestLibrary(Path folder) {
    store = Store.openForWriting(folder, BuildCache.NATIVES, CLOCK);
    writer = store.writer();
    reader = store.reader();
    root = folder.resolveSibling("photos").toAbsolutePath();
    rootId = writer.roots().add(root, List.of());
    writer.commit();
  }

  static Store openForReading(Path folder) {
    return Store.openForReading(folder, BuildCache.NATIVES, CLOCK);
  }

  static ContentKey key(int number) {
    return new ContentKey(number * 0x9E3779B97F4A7C15L, number);
  }

  /// Returns a raw feature of four components that is different for each number.
  static Embedding embedding(int number) {
    return Embedding.ofRaw(new float[] {1, number % 10, number / 10f, -2});
  }

  /// Adds a file with the content `number` in the root's folder `directory`.
  ContentId put(String directory, String name, int number) {
    ContentId content = writer.putContent(key(number), 100 + number, FACTS);
    writer.putFile(rootId, directory, name, 100 + number, 7, content);
    return content;
  }

  ContentId put(String name, int number) {
    return put("", name, number);
  }

  void putFailure(String name) {
    writer.putFailure(rootId, "", name, 5, 6, FailureKind.DAMAGED, "ends early");
  }

  ContentId embed(String name, int number, long model) {
    ContentId content = put(name, number);
    writer
        .vectors()
        .putEmbedding(
            content,
            key(number),
            model,
            Precision.FP32,
            EmbeddingSource.ORIGINAL,
            embedding(number));
    return content;
  }

  void remove(String name) {
    writer.commit();
    writer.removeFiles(List.of(file(name).id()));
  }

  KnownFile file(String name) {
    KnownFile file = reader.files(rootId, "", 1).get(name);
    Assertions.assertThat(file).as(name).isNotNull();
    return Objects.requireNonNull(file);
  }

  /// Returns the photo of a committed content.
  PhotoId photo(ContentId content) {
    PhotoRow row = reader.photos(List.of(content)).get(content);
    Assertions.assertThat(row).as("content %s", content).isNotNull();
    return Objects.requireNonNull(row).photo();
  }

  static void assertProblem(ThrowingCallable call, Class<? extends Problem> problem) {
    Assertions.assertThatExceptionOfType(AkinException.class)
        .isThrownBy(call)
        .extracting(AkinException::problem)
        .isInstanceOf(problem);
  }

  @Override
  public void close() {
    store.close();
  }
}
