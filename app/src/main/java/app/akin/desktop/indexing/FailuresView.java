package app.akin.desktop.indexing;

import app.akin.core.library.LibraryStatus;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// Lists the files that couldn't be read, with reasons, in a sheet. JavaFX thread only.
public final class FailuresView implements AutoCloseable {
  private static final double WIDTH = 680;
  private static final double ROW = 60;

  /// Maximum number of visible rows.
  private static final int MOST_ROWS = 8;

  private final VBox sheet = new VBox(16);
  private final ListView<LibraryStatus.Failure> list;
  private final IndexingModel model;
  private final Language language;
  private final Consumer<Path> reveal;
  private final Subscription subscriptions;

  /// @param reveal shows a file in the file manager
  /// @param close closes the sheet
  public FailuresView(
      IndexingModel model, Language language, Consumer<Path> reveal, Runnable close) {
    this.model = model;
    this.language = language;
    this.reveal = reveal;
    Label title =
        Page.text(
            language.text("indexing.failures.title", Bindings.size(model.failures())),
            "akin-sheet-title");
    HBox.setHgrow(title, Priority.ALWAYS);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox head =
        new HBox(8, title, Buttons.icon(Icon.CLOSE, language.text("indexing.close"), close));
    head.setAlignment(Pos.CENTER_LEFT);
    Label lead = Page.text(language.text("indexing.failures.lead"), "akin-muted");
    list = new ListView<>(model.failures());
    list.getStyleClass().addAll("akin-plain-list");
    list.setFixedCellSize(ROW);
    list.setCellFactory(_ -> new Cell());
    list.accessibleTextProperty().bind(language.text("indexing.failures.list"));
    list.setPlaceholder(Page.text(language.text("indexing.failures.none"), "akin-muted"));
    list.setMinHeight(0);
    list.prefHeightProperty()
        .bind(
            Bindings.createDoubleBinding(
                () -> 2 + ROW * Math.clamp(model.failures().size(), 1, MOST_ROWS),
                model.failures()));
    VBox.setVgrow(list, Priority.ALWAYS);
    var retry = Buttons.words(Icon.RETRY, language.text("indexing.retry"), model::retry, "accent");
    retry.disableProperty().bind(Bindings.isEmpty(model.failures()));
    HBox foot = new HBox(8, retry);
    foot.setAlignment(Pos.CENTER_RIGHT);
    sheet.getChildren().addAll(new VBox(6, head, lead), list, foot);
    sheet.getStyleClass().addAll("akin-card", "akin-sheet");
    sheet.setMaxSize(WIDTH, Region.USE_PREF_SIZE);
    subscriptions =
        Subscription.combine(
            language.messagesProperty().subscribe(_ -> list.refresh()),
            model.stateProperty().subscribe(_ -> list.refresh()));
    model.lookAtFailures();
  }

  /// Returns the view.
  public Region view() {
    return sheet;
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }

  /// Shows a file.
  private final class Cell extends ListCell<LibraryStatus.Failure> {
    private final FailureLine line =
        new FailureLine(language, new FailureLine.Actions(reveal, model::retry));

    Cell() {
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(LibraryStatus.@Nullable Failure failure, boolean empty) {
      super.updateItem(failure, empty);
      if (empty || failure == null) {
        setGraphic(null);
        setTooltip(null);
        setAccessibleText(null);
        return;
      }
      line.show(failure, model.isBusy());
      setTooltip(new Tooltip(line.detail()));
      setAccessibleText(line.text());
      setGraphic(line.view());
    }
  }
}
