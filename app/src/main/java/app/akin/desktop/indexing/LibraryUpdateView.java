package app.akin.desktop.indexing;

import app.akin.core.photo.MigrationStatus;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.StatusPage;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Shows the progress of updating a library of an older version, which must end before the library
/// is shown. JavaFX thread only.
public final class LibraryUpdateView {
  private static final double BAR_WIDTH = 320;

  private final ObjectProperty<MigrationStatus> status;
  private final VBox box;

  public LibraryUpdateView(MigrationStatus first, Language language) {
    status = new SimpleObjectProperty<>(first);
    IndexingTexts texts = new IndexingTexts(language);
    ProgressBar bar = new ProgressBar();
    bar.getStyleClass().add("akin-slim-progress");
    bar.setPrefWidth(BAR_WIDTH);
    bar.accessibleTextProperty().bind(language.text("update.title"));
    bar.progressProperty().bind(status.map(MigrationStatus::fraction));
    Region page =
        new StatusPage(
                Icon.PHOTOS,
                language.text("update.title"),
                language.messagesProperty().flatMap(_ -> status.map(texts::update)))
            .view();
    box = new VBox(12, page, bar);
    box.setAlignment(Pos.CENTER);
    // Nothing in it can be focused, so it is what a screen reader finds.
    box.setAccessibleRole(AccessibleRole.TEXT);
    box.accessibleTextProperty()
        .bind(language.messagesProperty().flatMap(_ -> status.map(texts::update)));
  }

  /// Shows another status.
  public void show(MigrationStatus now) {
    status.set(now);
  }

  /// Returns the view, centered in the available space.
  public Region view() {
    return box;
  }
}
