package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.export.PhotoExport.Form;
import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import app.akin.core.library.PhotoCollections;
import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Step;
import app.akin.core.photo.StepKind;
import app.akin.desktop.collections.ExportModel;
import app.akin.desktop.collections.ExportModel.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests collections in the whole window over a real library, with key events to the scene. Each
/// test has names of its own, because the window may still list those of an earlier test.
final class CollectionWindowTest {
  private static final int PHOTOS = 5;

  @TempDir static Path base;
  private static Path folder;
  private static WindowFixture fixture;
  private static WindowDriver window;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 0; i < PHOTOS; i++) {
      Files.write(folder.resolve("p" + i + ".jpg"), ImageKit.photo(i, 640, 480));
    }
    WindowFixture.index(base, folder);
    fixture = new WindowFixture(base, 1_000, 700);
    window = new WindowDriver(fixture);
    Await.until("photos", () -> window.texts().contains(PHOTOS + " photos"));
    Await.until("the first scan", () -> fixture.find(".akin-indexing").isPresent());
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @AfterEach
  void leave() {
    for (int i = 0; i < 4; i++) {
      window.press(KeyCode.ESCAPE);
    }
    for (PhotoCollection one : collections().list()) {
      collections().delete(one.id());
    }
  }

  private static PhotoCollections collections() {
    return fixture.library().collections();
  }

  private static List<Step> doneSteps() {
    return fixture.library().marks().steps().stream().filter(step -> !step.undone()).toList();
  }

  private static PhotoCollection create(String name, int... photos) {
    return collections()
        .create(
            name,
            collections()
                .photosAt(
                    IntStream.of(photos).mapToObj(i -> folder.resolve("p" + i + ".jpg")).toList()));
  }

  private static List<String> names(PhotoCollection collection) {
    return collections().members(collection.id()).stream()
        .map(member -> String.valueOf(member.paths().getFirst().getFileName()))
        .toList();
  }

  private static void openCollection(String name, int photos) throws InterruptedException {
    fixture.open(Section.COLLECTIONS);
    window.click("Open " + name + ", " + (photos == 1 ? "1 photo" : photos + " photos"));
    Await.until("its photos", () -> window.tiles() == photos);
  }

  @Test
  void keyWithoutATargetLetsTheUserChoose() throws InterruptedException {
    window.toFirstPhoto();
    window.press(KeyCode.B, KeyCode.ALT);
    Await.until("the menu", () -> window.menu().equals(List.of("New collection")));
    window.choose("New collection");
    Await.until(
        "the sheet",
        () ->
            fixture.find(".akin-name-sheet").isPresent()
                && FxThread.call(() -> fixture.scene().getFocusOwner() instanceof TextField));
    window.press(KeyCode.ENTER);
    Await.until(
        "the reason", () -> window.texts().stream().anyMatch(text -> text.contains("name")));
    assertThat(collections().list()).isEmpty();
    window.type(".akin-name-sheet .text-field", "Rome");
    window.press(KeyCode.ENTER);
    window.awaitText("Created Rome with 1 photo");
    assertThat(fixture.find(".akin-name-sheet")).isEmpty();
    assertThat(names(collections().find("Rome"))).hasSize(1);

    window.toFirstPhoto();
    window.press(KeyCode.RIGHT);
    window.press(KeyCode.B, KeyCode.ALT);
    Await.until("the menu", () -> window.menu().equals(List.of("Rome", "New collection")));
    window.choose("Rome");
    window.awaitText("Added to Rome");
    window.press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("one photo", () -> names(collections().find("Rome")).size() == 1);
    window.press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("no collection", () -> collections().list().isEmpty());
  }

  @Test
  void undoingANewCollectionLeavesEarlierChanges() throws InterruptedException {
    window.toFirstPhoto();
    window.press(KeyCode.DIGIT4, KeyCode.ALT);
    Await.until(
        "the rating", () -> doneSteps().stream().anyMatch(step -> step.kind() == StepKind.RATING));
    List<Step> steps = doneSteps();
    window.press(KeyCode.B, KeyCode.ALT);
    Await.until("the menu", () -> window.menu().contains("New collection"));
    window.choose("New collection");
    Await.until("the sheet", () -> fixture.find(".akin-name-sheet").isPresent());
    window.type(".akin-name-sheet .text-field", "Short");
    window.press(KeyCode.ENTER);
    window.awaitText("Created Short with 1 photo");
    window.press(KeyCode.Z, KeyCode.CONTROL);
    window.awaitText("Undone: create collection (2)");
    assertThat(collections().list()).extracting(PhotoCollection::name).doesNotContain("Short");
    assertThat(doneSteps()).isEqualTo(steps);
  }

  @Test
  void keysPutPhotosIntoTheTargetAndOut() throws InterruptedException {
    PhotoCollection trip = create("Sights");
    fixture.open(Section.COLLECTIONS);
    window.click("Alt+B adds photos to Sights");
    window.awaitText("Target of Alt+B");
    assertThat(collections().target()).isPresent();
    window.press(KeyCode.Z, KeyCode.CONTROL);
    window.awaitNoText("Target of Alt+B");
    assertThat(collections().target()).isEmpty();
    window.click("Alt+B adds photos to Sights");
    window.awaitText("Target of Alt+B");
    fixture.open(Section.PHOTOS);
    window.toFirstPhoto();
    window.press(KeyCode.A, KeyCode.CONTROL);
    window.press(KeyCode.B, KeyCode.ALT);
    window.awaitText("Added to Sights: " + PHOTOS + " photos");
    assertThat(names(trip)).hasSize(PHOTOS);
    window.press(KeyCode.ESCAPE);
    window.toFirstPhoto();
    window.press(KeyCode.ENTER);
    Await.until("the viewer", () -> fixture.find(".akin-viewer").isPresent());
    window.press(KeyCode.B);
    window.awaitText("Removed from Sights");
    assertThat(names(trip)).hasSize(PHOTOS - 1);
    window.press(KeyCode.B);
    window.awaitText("Added to Sights");
    assertThat(fixture.find(".akin-viewer")).isPresent();
  }

  @Test
  void photosAreMovedInTheOrderOfTheCollection() throws InterruptedException {
    PhotoCollection trip = create("Trip to \"Rome\"", 3, 1, 2);
    openCollection("Trip to \"Rome\"", 3);
    window.awaitText("Collection order");
    Await.until("a chip", () -> fixture.find(".akin-fact-chip").isPresent());
    window.toFirstPhoto();
    window.press(KeyCode.RIGHT, KeyCode.ALT, KeyCode.SHIFT);
    Await.until(
        "the first as second", () -> names(trip).equals(List.of("p1.jpg", "p3.jpg", "p2.jpg")));
    window.press(KeyCode.RIGHT, KeyCode.ALT, KeyCode.SHIFT);
    Await.until(
        "the first as last", () -> names(trip).equals(List.of("p1.jpg", "p2.jpg", "p3.jpg")));
    // The last one stays.
    window.press(KeyCode.RIGHT, KeyCode.ALT, KeyCode.SHIFT);
    window.press(KeyCode.LEFT, KeyCode.ALT, KeyCode.SHIFT);
    Await.until("one back", () -> names(trip).equals(List.of("p1.jpg", "p3.jpg", "p2.jpg")));
    window.press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("undone", () -> names(trip).equals(List.of("p1.jpg", "p2.jpg", "p3.jpg")));

    awaitFirst("p1.jpg");
    window.toFirstPhoto();
    drop(2, false);
    Await.until("dropped", () -> names(trip).equals(List.of("p2.jpg", "p1.jpg", "p3.jpg")));
    awaitFirst("p2.jpg");
    window.toFirstPhoto();
    drop(2, true);
    Await.until("at the end", () -> names(trip).equals(List.of("p1.jpg", "p3.jpg", "p2.jpg")));

    // Newest first, the order cannot be changed.
    window.order("Date");
    window.toFirstPhoto();
    window.press(KeyCode.RIGHT, KeyCode.ALT, KeyCode.SHIFT);
    window.order("Collection order");
    awaitFirst("p1.jpg");
    assertThat(names(trip)).containsExactly("p1.jpg", "p3.jpg", "p2.jpg");
  }

  /// Waits until a photo is the first of the grid, as the viewer names it.
  private static void awaitFirst(String name) throws InterruptedException {
    Await.until(
        name + " as first",
        () -> {
          window.toFirstPhoto();
          window.press(KeyCode.ENTER);
          String shown = "";
          for (int i = 0; i < 1_000 && shown.isEmpty(); i++) {
            FxThread.settle();
            shown =
                fixture
                    .find(".akin-viewer-name")
                    .map(label -> FxThread.call(((Label) label)::getText))
                    .orElse("");
          }
          window.press(KeyCode.ESCAPE);
          return shown.equals(name);
        });
  }

  private static List<Node> tiles() {
    fixture.scene().getRoot().applyCss();
    fixture.scene().getRoot().layout();
    return fixture.scene().getRoot().lookupAll(".akin-photo").stream()
        .filter(node -> node.isVisible() && node.getParent().isVisible())
        .sorted(
            Comparator.comparingDouble(node -> node.localToScene(node.getLayoutBounds()).getMinX()))
        .toList();
  }

  /// Drops the chosen photos of the grid on a half of a tile.
  private static void drop(int index, boolean right) {
    FxThread.run(
        () -> {
          Node grid = fixture.scene().getRoot().lookup(".akin-grid");
          Node tile = tiles().get(index);
          Bounds at = tile.localToScene(tile.getLayoutBounds());
          double x = at.getMinX() + at.getWidth() * (right ? 0.8 : 0.2);
          for (var type : List.of(DragEvent.DRAG_OVER, DragEvent.DRAG_DROPPED)) {
            Event.fireEvent(
                grid,
                new DragEvent(
                    type, null, x, at.getCenterY(), 0, 0, TransferMode.COPY, grid, grid, null));
          }
        });
  }

  @Test
  void collectionsAreRenamedDeletedAndSearched() throws InterruptedException {
    PhotoCollection trip = create("Walk", 0, 1);
    openCollection("Walk", 2);
    fixture.open(Section.COLLECTIONS);
    window.click("Rename Walk");
    window.type(".akin-name-sheet .text-field", "Sea");
    window.press(KeyCode.ENTER);
    window.awaitText("Renamed Walk to Sea");
    fixture.open(Section.PHOTOS);
    Await.until("the renamed collection", () -> window.tiles() == 2);
    window.type(".akin-search-field", "a red flower collection:Sea ");
    Await.until("results inside", () -> window.tiles() == 2 && fixture.shows(".akin-photo"));
    fixture.open(Section.COLLECTIONS);
    window.click("Delete Sea");
    window.awaitText("Deleted Sea; its photos stay in the library");
    assertThat(collections().list()).isEmpty();
    Await.until("no row", () -> !window.hasButton("Delete Sea"));
    window.press(KeyCode.Z, KeyCode.CONTROL);
    Await.until("the row", () -> window.hasButton("Delete Sea"));
    assertThat(names(trip)).containsExactly("p0.jpg", "p1.jpg");
  }

  @Test
  void photosAreRemovedByTheMenuOfTheirCollection() throws InterruptedException {
    PhotoCollection trip = create("Tour", 0, 1);
    openCollection("Tour", 2);
    window.toFirstPhoto();
    contextMenu();
    Await.until("the menu", () -> window.menu().contains("Remove from this collection"));
    window.choose("Remove from this collection");
    window.awaitText("Removed from Tour");
    assertThat(names(trip)).containsExactly("p1.jpg");
    Await.until("one photo", () -> window.tiles() == 1);
    window.press(KeyCode.ESCAPE);
    window.type(".akin-search-field", "");
    Await.until("all photos", () -> window.tiles() == PHOTOS);
    window.toFirstPhoto();
    contextMenu();
    Await.until("the menu", () -> window.menu().contains("Add to collection"));
    assertThat(window.menu()).doesNotContain("Remove from this collection");
  }

  private static void contextMenu() {
    FxThread.run(
        () -> {
          Node grid = fixture.scene().getRoot().lookup(".akin-grid");
          Event.fireEvent(
              grid,
              new ContextMenuEvent(
                  ContextMenuEvent.CONTEXT_MENU_REQUESTED, 100, 100, 100, 100, true, null));
        });
  }

  @Test
  void inspectorOpensTheCollectionsOfAPhoto() throws InterruptedException {
    create("Album", 0);
    fixture.open(Section.COLLECTIONS);
    fixture.open(Section.PHOTOS);
    window.toFirstPhoto();
    window.press(KeyCode.I, KeyCode.CONTROL);
    try {
      for (int i = 1; i < PHOTOS && !hasChip(); i++) {
        window.press(KeyCode.RIGHT);
      }
      window.click("Album");
      Await.until("its photo", () -> window.tiles() == 1);
    } finally {
      window.press(KeyCode.I, KeyCode.CONTROL);
    }
  }

  /// Returns whether the inspector names a collection within a second.
  private static boolean hasChip() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      if (fixture.shows(".akin-collection-chips")) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return false;
  }

  @Test
  void sheetExportsCopies() throws Exception {
    create("Print", 2, 0);
    collections().setTarget(OptionalLong.empty());
    fixture.open(Section.COLLECTIONS);
    window.click("Export Print");
    Await.until("the sheet", () -> fixture.find(".akin-export-sheet").isPresent());
    window.awaitText("Export 2 photos: Print");
    window.click("Close");
    assertThat(fixture.find(".akin-export-sheet")).isEmpty();

    List<ContentId> photos = collections().contents(collections().find("Print").id());
    ExportModel model =
        new ExportModel(fixture.library().export()::run, photos, "Print", TestTasks.immediate());
    Path target = base.resolve("copies");
    FxThread.run(() -> model.start(Form.COPIES, target, 100));
    assertThat(model.stateProperty().get())
        .isInstanceOfSatisfying(
            State.Done.class, done -> assertThat(done.result().written()).isEqualTo(2));
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder("p0.jpg", "p2.jpg");
    }
    FxThread.run(() -> model.start(Form.COPIES, folder.resolve("inside"), 0));
    assertThat(model.stateProperty().get()).isInstanceOf(State.Failed.class);
    assertThat(folder.resolve("inside")).doesNotExist();
  }
}
