package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.ingest.IngestJob;
import app.akin.core.kit.ImageKit;
import app.akin.core.library.PhotoLibrary;
import app.akin.desktop.search.DroppedContent;
import app.akin.desktop.search.SearchQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the whole window with unusable input: photos stay visible and the next search works.
final class BadInputTest {
  private static final int PHOTOS = 24;
  private static final long PATIENCE_SECONDS = 90;
  private static final String CHIP = ".akin-picture-chip";

  @TempDir static Path base;
  private static Path good;
  private static WindowFixture fixture;
  private static WindowDriver window;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    Path folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 0; i < PHOTOS; i++) {
      Files.write(folder.resolve("p" + i + ".jpg"), ImageKit.photo(i, 320, 240));
    }
    good = Files.write(base.resolve("good.jpg"), ImageKit.photo(3, 320, 240));
    WindowFixture.index(base, folder);
    fixture = new WindowFixture(base, 900, 700);
    window = new WindowDriver(fixture);
    await("photos", () -> label(".akin-grid-count").contains("24"));
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @AfterEach
  void theNextSearchWorks() throws InterruptedException {
    press(".akin-notice .button-icon");
    // Clears the query, so that earlier results are not mistaken for those of the photo.
    clear();
    fixture.take(new DroppedContent.Files(List.of(good)));
    await("what a photo finds", () -> !label(".akin-results-count").isEmpty());
    clear();
  }

  private static void clear() throws InterruptedException {
    FxThread.run(() -> field().clear());
    await("nothing to be cleared", () -> cleared());
  }

  /// Removes all images from the query.
  private static boolean cleared() {
    press(".akin-chip-close");
    return find(CHIP).isEmpty() && label(".akin-grid-count").contains("24");
  }

  @Test
  void imageOfHundredsOfMegapixelsIsTooLarge() throws Exception {
    Path huge = Files.write(base.resolve("satellite.png"), ImageKit.bomb());
    fixture.take(new DroppedContent.Files(List.of(huge)));
    await("a sentence", () -> noticeText().contains("satellite.png"));
    assertThat(noticeText()).contains("too large");
    assertThat(find(CHIP)).isEmpty();
  }

  @Test
  void missingFileIsNamed() throws Exception {
    fixture.take(new DroppedContent.Files(List.of(base.resolve("no longer here.jpg"))));
    await("a sentence", () -> noticeText().contains("no longer here.jpg"));
    assertThat(noticeText()).contains("does not exist");
  }

  @Test
  void fileDeletedWhileInTheQueryStaysInTheQuery() throws Exception {
    Path brief = Files.write(base.resolve("brief.jpg"), ImageKit.photo(77, 320, 240));
    fixture.take(new DroppedContent.Files(List.of(brief)));
    await("what it finds", () -> !label(".akin-results-count").isEmpty());
    Files.delete(brief);
    FxThread.run(() -> field().setText("night"));
    await("the search to end", () -> find(".akin-busy").isEmpty());
    assertThat(find(CHIP)).isPresent();
    assertThat(noticeText()).isEmpty();
    await("what both find", () -> !label(".akin-results-count").isEmpty());
  }

  @Test
  void brokenImageAndTextFileAreNamed() throws Exception {
    Path broken =
        Files.write(
            base.resolve("broken.jpg"), ImageKit.truncated(ImageKit.photo(9, 320, 240), 0.02));
    fixture.take(new DroppedContent.Files(List.of(broken)));
    await("a sentence", () -> noticeText().contains("broken.jpg"));
    Path notes = Files.writeString(base.resolve("notes.txt"), "buy milk");
    fixture.take(new DroppedContent.Files(List.of(notes)));
    await("another sentence", () -> noticeText().contains("notes.txt"));
    assertThat(find(CHIP)).isEmpty();
  }

  @Test
  void ofFiveHundredFilesTheFirstAreUsed() throws Exception {
    List<Path> many = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      many.add(base.resolve("photos").resolve("p" + i + ".jpg"));
    }
    fixture.take(new DroppedContent.Files(many));
    await("a sentence", () -> noticeText().contains("500"));
    assertThat(chips()).isEqualTo(SearchQuery.MAX_PICTURES);
  }

  @Test
  void fiveThousandCharactersAreTruncatedAndSearched() throws Exception {
    FxThread.run(() -> field().setText("night ".repeat(834)));
    await("an answer", () -> !label(".akin-results-count").isEmpty());
    assertThat(FxThread.call(() -> field().getText().length()))
        .isLessThanOrEqualTo(SearchQuery.MAX_CHARACTERS);
    await("what became of it", () -> label(".akin-hint").contains("Only the first words"));
  }

  @Test
  void deletedPhotoStaysVisibleUntilItIsClosed() throws Exception {
    Path brief = Files.write(base.resolve("photos/just taken.jpg"), ImageKit.photo(99, 320, 240));
    WindowFixture.index(base, base.resolve("photos"));
    await("one photo more", () -> label(".akin-grid-count").contains("25"));
    window.pressAt(".akin-grid", KeyCode.HOME);
    window.pressAt(".akin-grid", KeyCode.ENTER);
    await("the newest, large", () -> label(".akin-viewer-name").equals("just taken.jpg"));
    Files.delete(brief);
    WindowFixture.index(base, base.resolve("photos"));
    await("one photo less", () -> text(".akin-grid-count").contains("24"));
    assertThat(label(".akin-viewer-name")).isEqualTo("just taken.jpg");
    window.pressAt(".akin-viewer", KeyCode.RIGHT);
    await("the next one", () -> label(".akin-viewer-name").startsWith("p"));
    window.pressAt(".akin-viewer", KeyCode.ESCAPE);
    await("the photos", () -> find(".akin-viewer").isEmpty());
    assertThat(noticeText()).isEmpty();
  }

  @Test
  void photosAreShownAndFoundWhileAnotherProcessWrites() throws Exception {
    try (PhotoLibrary other =
        PhotoLibrary.openIsolated(WindowFixture.places(base), Clock.systemUTC())) {
      IngestJob job = WindowFixture.startWhenFree(other, List.of());
      job.pause();
      try {
        Path more = Files.createDirectories(base.resolve("more"));
        fixture.take(new DroppedContent.Files(List.of(more)));
        await("an offer", () -> noticeText().contains("more"));
        press(".akin-notice .button");
        await("why not", () -> noticeText().contains("Another Akin"));
        fixture.open(Section.PHOTOS);
        await("the photos", () -> label(".akin-grid-count").contains("24"));
        fixture.take(new DroppedContent.Files(List.of(good)));
        await("what a photo finds", () -> !label(".akin-results-count").isEmpty());
      } finally {
        job.resume();
        job.stop();
        job.await();
      }
    }
  }

  private static int chips() {
    return FxThread.call(() -> fixture.scene().getRoot().lookupAll(CHIP).size());
  }

  private static TextField field() {
    return (TextField) fixture.scene().getRoot().lookup(".akin-search-field");
  }

  private static String label(String style) {
    return find(style).map(node -> ((Label) node).getText()).orElse("");
  }

  /// Returns a node that is visible with all its ancestors.
  private static Optional<Node> find(String style) {
    return FxThread.call(
        () ->
            fixture.scene().getRoot().lookupAll(style).stream()
                .filter(BadInputTest::isSeen)
                .findFirst());
  }

  private static boolean isSeen(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private static String noticeText() {
    return find(".akin-notice").map(Node::getAccessibleText).orElse("");
  }

  /// Returns the text of a label.
  private static String text(String style) {
    return fixture.find(style).map(node -> ((Label) node).getText()).orElse("");
  }

  private static void press(String style) {
    find(style)
        .filter(Button.class::isInstance)
        .map(Button.class::cast)
        .ifPresent(button -> FxThread.run(button::fire));
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for %s", what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(30);
    }
  }
}
