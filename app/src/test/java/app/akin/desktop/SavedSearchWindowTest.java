package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.Await;
import app.akin.core.kit.ImageKit;
import app.akin.core.library.SavedSearches;
import app.akin.core.library.SavedSearches.SavedSearch;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest.Order;
import app.akin.desktop.search.DroppedContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests saved searches in the whole window over a real library, with key events to the scene.
final class SavedSearchWindowTest {
  private static final int PHOTOS = 3;

  @TempDir private Path base;
  private Path folder;
  private WindowFixture fixture;
  private WindowDriver window;

  @BeforeEach
  void open() throws Exception {
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

  @AfterEach
  void close() {
    fixture.close();
  }

  private SavedSearches searches() {
    return fixture.library().savedSearches();
  }

  private void save(String line, String name) throws InterruptedException {
    window.type(".akin-search-field", line);
    Await.until("results", () -> fixture.shows(".akin-results-bar"));
    window.press(KeyCode.S, KeyCode.CONTROL);
    Await.until("the sheet", () -> fixture.find(".akin-name-sheet").isPresent());
    window.type(".akin-name-sheet .text-field", name);
    window.press(KeyCode.ENTER);
    Await.until("no sheet", () -> fixture.find(".akin-name-sheet").isEmpty());
  }

  @Test
  void savedSearchShowsWhatIsNew() throws Exception {
    save("format:jpeg ", "All");
    window.awaitText("Saved the search All");
    window.awaitText("Nothing new since you last looked");
    SavedSearch saved = searches().find("All");
    assertThat(saved.query().line()).isEqualTo("format:jpeg");
    window.press(KeyCode.ESCAPE);
    window.type(".akin-search-field", "");
    Await.until("all photos", () -> window.texts().contains(PHOTOS + " photos"));
    assertThat(window.texts()).doesNotContain("All");

    Files.write(folder.resolve("new.jpg"), ImageKit.photo(40, 640, 480));
    WindowFixture.index(base, folder);
    fixture.open(Section.COLLECTIONS);
    window.awaitText("1 new");
    window.click("Open All");
    window.awaitText("1 new since you last looked");
    Await.until("all results", () -> window.tiles() == PHOTOS + 1);
    assertThat(searches().find("All").seen()).isGreaterThan(saved.seen());
    window.click("Only new");
    Await.until("the new one", () -> window.tiles() == 1);
    window.click("Only new");
    Await.until("all again", () -> window.tiles() == PHOTOS + 1);
    fixture.open(Section.COLLECTIONS);
    Await.until("nothing new", () -> !window.texts().contains("1 new"));
  }

  @Test
  void openedSearchIsRestoredUpdatedRenamedAndDeleted() throws Exception {
    fixture.take(new DroppedContent.Picture(ImageKit.photo(50, 320, 240)));
    Await.until("the image", () -> fixture.find(".akin-picture-chip").isPresent());
    save("flower -people", "Garden");
    window.awaitText("Saved the search Garden");
    SavedSearch saved = searches().find("Garden");
    assertThat(saved.query().parts())
        .first()
        .isInstanceOfSatisfying(
            QueryPart.Image.class,
            image -> assertThat(image.image()).isInstanceOf(QueryImage.Bytes.class));
    window.press(KeyCode.ESCAPE);
    window.click("Clear search (Esc)");
    Await.until("no image", () -> fixture.find(".akin-picture-chip").isEmpty());
    assertThat(fixture.shows(".akin-saved-bar")).isFalse();

    fixture.open(Section.COLLECTIONS);
    window.click("Open Garden");
    Await.until("the image", () -> fixture.find(".akin-picture-chip").isPresent());
    Await.until("its name", () -> fixture.shows(".akin-saved-bar"));
    assertThat(window.hasButton("Update search")).isFalse();
    window.order("Date");
    window.click("Update search");
    window.awaitText("Updated the search Garden");
    assertThat(searches().find("Garden").query().order()).isEqualTo(Order.DATE);
    assertThat(window.hasButton("Update search")).isFalse();
    window.pressAt(".akin-grid", KeyCode.Z, KeyCode.CONTROL);
    window.awaitText("Undone: update search Garden");
    assertThat(searches().find("Garden").query().order()).isEqualTo(Order.SCORE);

    fixture.open(Section.COLLECTIONS);
    window.click("Rename Garden");
    window.type(".akin-name-sheet .text-field", "Yard");
    window.press(KeyCode.ENTER);
    window.awaitText("Renamed Garden to Yard");
    window.click("Delete the saved search Yard");
    window.awaitText("Deleted the search Yard");
    assertThat(searches().list()).isEmpty();
    window.click("Undo");
    Await.until("restored", () -> searches().list().size() == 1);
    assertThat(searches().find("Yard").query().line()).isEqualTo("flower -people");
    assertThat(searches().find("Yard").query().parts()).hasSize(saved.query().parts().size());
  }

  @Test
  void recentSearchIsSavedFromThePage() throws Exception {
    fixture.open(Section.COLLECTIONS);
    window.awaitText("No collections");
    window.click("Search photos");
    window.type(".akin-search-field", "a red flower");
    Await.until("results", () -> fixture.shows(".akin-results-bar"));
    fixture.open(Section.COLLECTIONS);
    window.awaitText("Recent searches");
    window.click("Save");
    Await.until("the sheet", () -> fixture.find(".akin-name-sheet").isPresent());
    window.press(KeyCode.ENTER);
    Await.until("saved", () -> searches().list().size() == 1);
    Await.until("no sheet", () -> fixture.find(".akin-name-sheet").isEmpty());
    assertThat(searches().list()).extracting(SavedSearch::name).containsExactly("a red flower");
    // A name is used once.
    window.click("Save");
    Await.until("the sheet", () -> fixture.find(".akin-name-sheet").isPresent());
    window.press(KeyCode.ENTER);
    Await.until("the reason", () -> fixture.shows(".akin-name-sheet .akin-warning-line"));
    window.press(KeyCode.ESCAPE);
    Await.until("no sheet", () -> fixture.find(".akin-name-sheet").isEmpty());
    assertThat(List.copyOf(searches().list())).hasSize(1);
  }
}
