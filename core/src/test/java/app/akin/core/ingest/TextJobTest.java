package app.akin.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.kit.Await;
import app.akin.core.kit.BuildCache;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Problem;
import app.akin.core.photo.TextCounts;
import app.akin.core.photo.TextLine;
import app.akin.core.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests reading the text in photos with a reader whose text is the name of the file.
final class TextJobTest {
  private static final PhotoFacts FACTS = new PhotoFacts("JPEG", 4, 3, 1, Metadata.NONE);
  private static final int REVISION = 1;
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path temp;
  private Path folder;
  private Path photos;
  private Store reading;
  private final NameReader reader = new NameReader();

  /// Reads each file when it is allowed to.
  private static final class NameReader implements TextJob.Source {
    final Queue<String> asked = new ConcurrentLinkedQueue<>();
    final Semaphore allowed = new Semaphore(0);

    @Override
    public Optional<ImageText> read(Path file, ContentKey content, BooleanSupplier stopped) {
      String name = String.valueOf(file.getFileName());
      asked.add(name);
      allowed.acquireUninterruptibly();
      if (name.startsWith("broken")) {
        throw new IllegalStateException("broken");
      }
      if (name.startsWith("odd")) {
        throw new AkinException(new Problem.NoFolders());
      }
      if (name.startsWith("changed")) {
        return Optional.empty();
      }
      TextLine.Corner corner = new TextLine.Corner(0, 0);
      return Optional.of(
          name.startsWith("plain")
              ? ImageText.NONE
              : new ImageText(
                  List.of(
                      List.of(
                          new TextLine(
                              name, 1, 0, false, List.of(corner, corner, corner, corner))))));
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void open() throws IOException {
    folder = temp.resolve("library");
    photos = Files.createDirectory(temp.resolve("photos"));
    Store.openForWriting(folder, BuildCache.NATIVES, CLOCK).close();
    reading = Store.openForReading(folder, BuildCache.NATIVES, CLOCK);
  }

  @AfterEach
  void close() {
    reading.close();
  }

  /// Adds photos, the first of which are the oldest.
  private void add(String... names) throws IOException {
    try (Store store = Store.openForWriting(folder, BuildCache.NATIVES, CLOCK)) {
      long root =
          store.reader().roots().stream()
              .findFirst()
              .map(known -> known.id())
              .orElseGet(() -> store.writer().roots().add(photos, List.of()));
      for (String name : names) {
        long number = name.hashCode();
        Files.writeString(photos.resolve(name), name);
        ContentId content = store.writer().putContent(new ContentKey(number, number), 1, FACTS);
        store
            .writer()
            .putFile(root, "", name, 1, 1_000_000_000L * name.charAt(name.length() - 5), content);
      }
      store.writer().commit();
    }
  }

  private TextJob start() {
    return TextJob.start(
        new TextJob.Library(folder, BuildCache.NATIVES, reading.reader(), CLOCK),
        () -> reader,
        REVISION,
        false);
  }

  private List<ContentId> find(String text) {
    return reading.reader().texts().findExact(List.of(text), null).contents();
  }

  @Test
  void readsFromTheNewestToTheOldest() throws Exception {
    add("a1.jpg", "b3.jpg", "plain2.jpg");
    reader.allowed.release(9);
    TextStatus end = start().await();
    assertThat(reader.asked).containsExactly("b3.jpg", "plain2.jpg", "a1.jpg");
    assertThat(end.counts()).isEqualTo(new TextCounts(3, 3, 2));
    assertThat(find("b3.jpg")).hasSize(1);
    assertThat(start().await().counts().unread()).isZero();
    assertThat(reader.asked).as("nothing is read twice").hasSize(3);
  }

  @Test
  void filesThatCannotBeReadNowAreLeftForTheNextJob() throws Exception {
    add("a1.jpg", "gone2.jpg", "changed3.jpg");
    Files.delete(photos.resolve("gone2.jpg"));
    reader.allowed.release(9);
    TextStatus end = start().await();
    assertThat(end.counts()).isEqualTo(new TextCounts(3, 1, 1));
    assertThat(end.unavailable()).isEqualTo(2);
    Files.writeString(photos.resolve("gone2.jpg"), "back");
    assertThat(start().await().counts().read()).isEqualTo(2);
  }

  @Test
  void photosThatAreAddedMeanwhileAreRead() throws Exception {
    add("a1.jpg");
    TextJob job = start();
    Await.until("the first", () -> reader.asked.size() == 1);
    add("b2.jpg");
    reader.allowed.release(9);
    assertThat(job.await().counts()).isEqualTo(new TextCounts(2, 2, 2));
  }

  @Test
  void aStoppedJobKeepsWhatWasReadAndTheNextContinues() throws Exception {
    add("a1.jpg", "b2.jpg", "c3.jpg");
    reader.allowed.release(1);
    TextJob job = start();
    Await.until("the second", () -> reader.asked.size() == 2);
    assertThat(job.status().counts().read()).isEqualTo(1);
    job.stop();
    reader.allowed.release(9);
    job.await();
    assertThat(find("c3.jpg")).hasSize(1);
    assertThat(find("b2.jpg")).isEmpty();
    start().await();
    assertThat(find("b2.jpg")).hasSize(1);
    assertThat(reader.asked).containsExactly("c3.jpg", "b2.jpg", "b2.jpg", "a1.jpg");
  }

  @Test
  void aPausedJobWaits() throws Exception {
    add("a1.jpg", "b2.jpg");
    TextJob job = start();
    Await.until("the first", () -> reader.asked.size() == 1);
    job.pause();
    assertThat(job.status().throttle()).isEqualTo(Throttle.PAUSED);
    reader.allowed.release(9);
    Await.until("its end", () -> job.status().counts().read() == 1);
    assertThat(reader.asked).hasSize(1);
    job.resume();
    assertThat(job.await().counts().read()).isEqualTo(2);
  }

  @Test
  void anotherWriterGoesFirst() throws Exception {
    add("a1.jpg");
    TextJob job = start();
    Await.until("the first", () -> reader.asked.size() == 1);
    try (Store _ = Store.openForWriting(folder, BuildCache.NATIVES, CLOCK)) {
      reader.allowed.release(9);
      Await.until("its end", () -> job.status().counts().read() == 1);
      assertThat(find("a1.jpg")).isEmpty();
      assertThat(job.isDone()).isFalse();
    }
    job.await();
    assertThat(find("a1.jpg")).hasSize(1);
  }

  @Test
  void aFileOnWhichTheReaderFailsDoesNotStopTheOthers() throws Exception {
    add("odd4.jpg", "odd3.jpg", "a2.jpg", "odd1.jpg");
    reader.allowed.release(9);
    assertThat(start().await().counts()).isEqualTo(new TextCounts(4, 1, 1));
    add("odd5.jpg");
    reader.allowed.release(9);
    TextJob job = start();
    assertThatThrownBy(job::await).as("three in a row").isInstanceOf(AkinException.class);
  }

  @Test
  void aFailureEndsTheJob() throws Exception {
    add("broken1.jpg", "a2.jpg");
    reader.allowed.release(9);
    TextJob job = start();
    assertThatThrownBy(job::await).hasMessage("broken");
    assertThat(job.isDone()).isTrue();
  }
}
