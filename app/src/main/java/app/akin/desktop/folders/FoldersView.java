package app.akin.desktop.folders;

import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.desktop.theme.StatusPage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The folders page: the folders of the library and a button to add one. JavaFX thread only.
public final class FoldersView implements AutoCloseable {
  private final FoldersModel model;
  private final Language language;
  private final Actions actions;
  private final VBox list = new VBox();
  private final StackPane root = new StackPane();
  private final Region page;
  private final Region blank;

  /// The rows by folder; a row is kept while only counts change, so that it keeps the focus.
  private final Map<Path, FolderRow> rows = new HashMap<>();

  private final Subscription subscriptions;

  /// Actions outside the page.
  ///
  /// @param pick chooses folders; empty if cancelled
  /// @param pickInside chooses a subfolder
  /// @param open shows the photos of a folder
  /// @param reveal shows a file in the file manager
  /// @param retry reads a file again
  /// @param allFailures lists all files that could not be read
  /// @param exportSidecars shows the export of sidecars
  public record Actions(
      Supplier<List<Path>> pick,
      Function<Path, Optional<Path>> pickInside,
      Consumer<Path> open,
      Consumer<Path> reveal,
      Consumer<Path> retry,
      Runnable allFailures,
      Runnable exportSidecars) {}

  public FoldersView(FoldersModel model, Language language, Actions actions) {
    this.model = model;
    this.language = language;
    this.actions = actions;
    list.getStyleClass().add("akin-rows");
    FlowPane add =
        new FlowPane(
            8,
            8,
            Buttons.words(Icon.ADD, text("folders.add"), this::pick, "accent"),
            Buttons.words(Icon.FILE, text("sidecars.open"), actions.exportSidecars()));
    page =
        new Page(text("folders.title"), text("folders.lead"))
            .add(list)
            .add(add)
            .add(Page.text(text("folders.promise"), "akin-muted", "akin-small"))
            .view();
    blank =
        new StatusPage(Icon.FOLDER, text("folders.none.title"), text("folders.none.sentence"))
            .addAction(text("folders.add"), this::pick)
            .view();
    subscriptions =
        Subscription.combine(
            model.folders().subscribe(this::show),
            model.removalProperty().subscribe(_ -> show()),
            model.loadedProperty().subscribe(_ -> show()),
            language
                .messagesProperty()
                .subscribe(
                    () -> {
                      rows.clear();
                      show();
                    }));
    model.refresh();
  }

  /// Returns the view.
  public Region view() {
    return root;
  }

  private void pick() {
    List<Path> chosen = actions.pick().get();
    if (!chosen.isEmpty()) {
      model.add(chosen);
    }
  }

  private void show() {
    boolean empty = model.loadedProperty().get() && model.folders().isEmpty();
    root.getChildren().setAll(empty ? blank : page);
    List<Region> shown = model.folders().stream().map(this::row).toList();
    if (!list.getChildren().equals(shown)) {
      list.getChildren().setAll(shown);
    }
  }

  private Region row(PhotoFolder folder) {
    boolean confirming = model.removalProperty().get().filter(folder.path()::equals).isPresent();
    FolderRow row =
        rows.compute(
            folder.path(),
            (_, old) ->
                old != null && old.canShow(folder, confirming)
                    ? old
                    : new FolderRow(folder, confirming, model, actions, language));
    row.show(folder);
    return row.view();
  }

  private ObservableValue<String> text(String key) {
    return language.text(key);
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
