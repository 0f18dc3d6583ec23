package app.akin.desktop;

import app.akin.core.search.SearchRequest.Filter;
import app.akin.desktop.search.SearchModel;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/// Names the folder to which the photos section is restricted, with a button that shows all photos
/// again. Hidden without a restriction. JavaFX thread only.
final class FolderBar implements AutoCloseable {
  private final SearchModel search;
  private final Language language;
  private final Label name = new Label();
  private final HBox line;
  private final Subscription subscriptions;

  FolderBar(SearchModel search, Language language) {
    this.search = search;
    this.language = language;
    name.setMinWidth(0);
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    name.getStyleClass().add("akin-strong");
    line =
        new HBox(
            10,
            Icon.FOLDER.node(),
            name,
            Buttons.words(language.text("shell.folder.all"), this::showAll, "flat"));
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("akin-folder-bar");
    line.managedProperty().bind(line.visibleProperty());
    subscriptions =
        Subscription.combine(
            search.queryProperty().subscribe(_ -> show()),
            language.messagesProperty().subscribe(_ -> show()));
  }

  Region view() {
    return line;
  }

  private void showAll() {
    search.change(search.queryProperty().get().withFilter(Filter.NONE));
  }

  private void show() {
    Optional<Path> folder = Optional.ofNullable(search.queryProperty().get().filter().in());
    line.setVisible(folder.isPresent());
    folder.ifPresent(path -> name.setText(language.of("shell.folder", Text.name(path))));
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
