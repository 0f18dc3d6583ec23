package app.akin.desktop;

import app.akin.core.photo.ContentId;
import app.akin.desktop.indexing.FailuresView;
import app.akin.desktop.search.Crops;
import app.akin.desktop.settings.ShortcutSheet;
import app.akin.desktop.theme.Language;
import app.akin.desktop.viewer.ViewerView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// What is laid over the window: a photo large, the keys, the files that failed. JavaFX thread
/// only.
final class Overlays implements AutoCloseable {
  private final ShellModel shell;
  private final WindowModels models;
  private final Crops crops;
  private final Language language;
  private final Consumer<ContentId> similar;
  private final Deque<Runnable> parts = new ArrayDeque<>();

  /// Both are opened again and again, and kept once they are made.
  private @Nullable ViewerView large;

  private @Nullable StackPane keys;

  /// @param crops makes the pictures of the question, to be seen beside a photo
  /// @param similar searches with a photo
  Overlays(
      ShellModel shell,
      WindowModels models,
      Crops crops,
      Language language,
      Consumer<ContentId> similar) {
    this.shell = shell;
    this.models = models;
    this.crops = crops;
    this.language = language;
    this.similar = similar;
    parts.push(models.indexing.failuresOpenProperty().subscribe(this::failures)::unsubscribe);
  }

  /// Shows a photo of the grid large.
  void open(ContentId content) {
    shell.lift();
    models.viewer.open(models.grid.itemsProperty().get(), content);
    reference();
    ViewerView view = large();
    // However it goes, large pictures go with it.
    shell.lay(view.view(), models.viewer::close);
    view.focus();
  }

  /// The viewer was closed on a photo.
  void left(ContentId content) {
    shell.lift();
    models.viewer.referenceProperty().set(Optional.empty());
    models.grid.reveal(content);
  }

  /// Shows the keys there are.
  void keys() {
    StackPane shown = keys;
    if (shown == null) {
      shown = sheet(new ShortcutSheet(language, shell::lift).view());
      keys = shown;
    }
    shell.lay(shown);
  }

  /// The one view of large photos, made when the first is opened.
  private ViewerView large() {
    ViewerView view = large;
    if (view == null) {
      view = new ViewerView(models.viewer, models.pictures, models.actions, language, similar);
      parts.push(view::close);
      large = view;
    }
    return view;
  }

  /// The first picture of the question, to be seen beside the photo.
  private void reference() {
    models.viewer.referenceProperty().set(Optional.empty());
    models.search.queryProperty().get().pictures().stream()
        .findFirst()
        .ifPresent(
            part ->
                crops.image(
                    part.picture(),
                    image -> models.viewer.referenceProperty().set(Optional.of(image))));
  }

  private void failures(boolean open) {
    if (open) {
      Runnable away = () -> models.indexing.failuresOpenProperty().set(false);
      FailuresView view = new FailuresView(models.indexing, language, away);
      shell.lay(
          sheet(view.view()),
          () -> {
            view.close();
            away.run();
          });
    } else {
      shell.lift();
    }
  }

  /// A sheet in the middle of the window, which goes with a click beside it.
  private StackPane sheet(Region view) {
    StackPane shade = new StackPane(view);
    shade.getStyleClass().add("akin-shade");
    shade.setOnMouseClicked(
        event -> {
          if (shade.equals(event.getTarget())) {
            shell.lift();
          }
        });
    return shade;
  }

  @Override
  public void close() {
    shell.lift();
    while (!parts.isEmpty()) {
      parts.pop().run();
    }
  }
}
