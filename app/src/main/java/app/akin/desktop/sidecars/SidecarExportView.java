package app.akin.desktop.sidecars;

import app.akin.core.photo.AkinException;
import app.akin.core.sidecar.Obstacle;
import app.akin.core.sidecar.PlannedSidecar;
import app.akin.core.sidecar.PlannedSidecar.Action;
import app.akin.core.sidecar.SidecarPlan;
import app.akin.core.sidecar.SidecarReport;
import app.akin.core.sidecar.UndoReport;
import app.akin.desktop.sidecars.SidecarExportModel.State;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.desktop.theme.SegmentedControl;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The export of sidecars, in a sheet: photos, destination, preview, progress and result. JavaFX
/// thread only.
public final class SidecarExportView implements AutoCloseable {
  /// Width of the padding of a row and of the scroll bar.
  private static final double ROW_EDGE = 40;

  /// Minimum height of the list; the sheet scrolls if it is smaller.
  private static final double LEAST_LIST = 160;

  private final SidecarExportModel model;
  private final Language language;
  private final Supplier<Optional<Path>> choose;
  private final VBox sheet = new VBox(14);
  private final SegmentedControl<Boolean> scope;
  private final SegmentedControl<Boolean> place;
  private final Label folder = new Label();
  private final Label summary = new Label();
  private final ProgressBar progress = new ProgressBar();
  private final ListView<Line> list = new ListView<>();
  private final Button write;
  private final Button undo;
  private final Button cancel;
  private final Button again;
  private final Subscription subscriptions;

  /// A sidecar in the list.
  ///
  /// @param action what is done with it
  /// @param obstacle why it is skipped; null if it is not
  /// @param path the sidecar
  private record Line(Action action, @Nullable Obstacle obstacle, Path path) {
    static Line of(PlannedSidecar sidecar) {
      return new Line(sidecar.action(), sidecar.obstacle(), sidecar.concerned());
    }

    static Line of(UndoReport.Left left) {
      return new Line(Action.BLOCKED, left.obstacle(), left.target());
    }
  }

  /// @param choose chooses the folder to write into
  /// @param close closes the sheet
  public SidecarExportView(
      SidecarExportModel model,
      Language language,
      Supplier<Optional<Path>> choose,
      Runnable close) {
    this.model = model;
    this.language = language;
    this.choose = choose;
    Label title = Page.text(language.text("sidecars.title"), "akin-sheet-title");
    HBox.setHgrow(title, Priority.ALWAYS);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox head =
        new HBox(8, title, Buttons.icon(Icon.CLOSE, language.text("sidecars.close"), close));
    head.setAlignment(Pos.CENTER_LEFT);
    scope =
        new SegmentedControl<Boolean>(language.text("sidecars.scope"), model::setOnlySelection)
            .addOption(false, language.text("sidecars.scope.all"), null)
            .addOption(true, language.text("sidecars.scope.selection", model.selected()), null);
    place =
        new SegmentedControl<Boolean>(language.text("sidecars.place"), this::setBeside)
            .addOption(true, language.text("sidecars.place.beside"), null)
            .addOption(false, language.text("sidecars.place.folder"), null);
    folder.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    folder.getStyleClass().addAll("akin-muted", "akin-small");
    folder.managedProperty().bind(folder.visibleProperty());
    summary.setWrapText(true);
    summary.setMinHeight(Region.USE_PREF_SIZE);
    summary.getStyleClass().add("akin-strong");
    progress.setMaxWidth(Double.MAX_VALUE);
    progress.getStyleClass().add("akin-slim-progress");
    progress.accessibleTextProperty().bind(summary.textProperty());
    progress.managedProperty().bind(progress.visibleProperty());
    list.getStyleClass().add("akin-plain-list");
    list.accessibleTextProperty().bind(language.text("sidecars.list"));
    list.setCellFactory(_ -> new Row());
    list.setPrefHeight(220);
    list.setMinHeight(LEAST_LIST);
    list.managedProperty().bind(list.visibleProperty());
    VBox.setVgrow(list, Priority.ALWAYS);
    write = Buttons.words(language.text("sidecars.write", 0), model::write, "accent");
    write.textProperty().unbind();
    write.getStyleClass().add("akin-export-write");
    undo = Buttons.words(language.text("sidecars.undo"), model::undo);
    undo.getStyleClass().add("akin-export-undo");
    cancel = Buttons.words(language.text("sidecars.cancel"), model::cancel);
    again = Buttons.words(language.text("sidecars.again"), model::plan);
    for (Button button : List.of(write, undo, cancel, again)) {
      button.managedProperty().bind(button.visibleProperty());
    }
    FlowPane buttons = new FlowPane(8, 8, write, cancel, again, undo);
    Region options =
        new VBox(
            10,
            labeled("sidecars.scope", scope.view()),
            labeled("sidecars.place", place.view()),
            folder);
    VBox parts =
        new VBox(
            14,
            Page.text(language.text("sidecars.promise"), "akin-strong"),
            Page.text(language.text("sidecars.explained"), "akin-muted"),
            options,
            summary,
            progress,
            list);
    var scroll = Page.scroll(parts);
    scroll.setFitToHeight(true);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    sheet.getChildren().addAll(head, scroll, buttons);
    sheet.getStyleClass().addAll("akin-card", "akin-sheet", "akin-export-sheet");
    sheet.setMaxHeight(Region.USE_PREF_SIZE);
    subscriptions =
        Subscription.combine(
            model.stateProperty().subscribe(_ -> show()),
            model.progressProperty().subscribe(part -> progress.setProgress(part.doubleValue())),
            model.undoableProperty().subscribe(_ -> show()),
            language.messagesProperty().subscribe(_ -> show()));
  }

  /// Returns the view.
  public Region view() {
    return sheet;
  }

  private Region labeled(String key, Region control) {
    return new VBox(4, Page.text(language.text(key), "akin-muted", "akin-small"), control);
  }

  private void setBeside(boolean beside) {
    if (beside) {
      model.setFolder(Optional.empty());
    } else {
      Optional<Path> chosen = choose.get();
      if (chosen.isPresent()) {
        model.setFolder(chosen);
      } else {
        show();
      }
    }
  }

  private void show() {
    State state = model.stateProperty().get();
    boolean busy = model.isBusy();
    scope.view().setDisable(busy || model.selected() == 0);
    place.view().setDisable(busy);
    scope.select(model.isOnlySelection());
    place.select(model.folder().isEmpty());
    folder.setText(model.folder().map(path -> Text.visible(path.toString())).orElse(""));
    folder.setVisible(model.folder().isPresent());
    summary.setText(words(state));
    progress.setVisible(busy);
    cancel.setVisible(busy);
    List<Line> shown = lines(state);
    if (!list.getItems().equals(shown)) {
      list.getItems().setAll(shown);
    }
    list.refresh();
    list.setVisible(!shown.isEmpty());
    int writable = state instanceof State.Planned(SidecarPlan plan) ? plan.writable().size() : 0;
    write.setText(language.of("sidecars.write", writable));
    write.setVisible(state instanceof State.Planned);
    write.setDisable(writable == 0);
    again.setVisible(!busy && !(state instanceof State.Planned));
    undo.setVisible(!busy && model.undoableProperty().get() > 0);
  }

  private static List<Line> lines(State state) {
    return switch (state) {
      case State.Planned(SidecarPlan plan) ->
          Stream.of(Action.BLOCKED, Action.CREATE, Action.CHANGE, Action.EQUAL)
              .flatMap(
                  action -> plan.sidecars().stream().filter(sidecar -> sidecar.action() == action))
              .map(Line::of)
              .toList();
      case State.Written(SidecarReport report) -> report.blocked().stream().map(Line::of).toList();
      case State.Undone(UndoReport report) -> report.left().stream().map(Line::of).toList();
      case State.Idle _, State.Planning _, State.Writing _, State.Undoing _, State.Failed _ ->
          List.of();
    };
  }

  private String words(State state) {
    return switch (state) {
      case State.Idle _ -> language.of("sidecars.cancelled");
      case State.Planning _ -> language.of("sidecars.planning");
      case State.Writing _ -> language.of("sidecars.writing");
      case State.Undoing _ -> language.of("sidecars.undoing");
      case State.Failed(AkinException problem) -> language.of(problem);
      case State.Planned(SidecarPlan plan) ->
          plan.sidecars().isEmpty()
              ? language.of("sidecars.none")
              : language.of(
                  "sidecars.plan",
                  plan.count(Action.CREATE),
                  plan.count(Action.CHANGE),
                  plan.count(Action.EQUAL),
                  plan.count(Action.BLOCKED));
      case State.Written(SidecarReport report) ->
          report.remaining() > 0
              ? language.of(
                  "sidecars.stopped", report.created(), report.changed(), report.remaining())
              : language.of(
                  "sidecars.written", report.created(), report.changed(), report.blocked().size());
      case State.Undone(UndoReport report) ->
          report.complete()
              ? language.of(
                  "sidecars.undone", report.restored(), report.deleted(), report.left().size())
              : language.of("sidecars.undo.stopped");
    };
  }

  /// A sidecar with what is done with it.
  private final class Row extends ListCell<Line> {
    private final Label action = new Label();
    private final Label path = new Label();
    private final VBox lines = new VBox(1, action, path);

    Row() {
      action.getStyleClass().add("akin-small");
      action.setWrapText(true);
      path.getStyleClass().addAll("akin-muted", "akin-small");
      path.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      path.setMinWidth(0);
      action.setMinHeight(Region.USE_PREF_SIZE);
      lines.prefWidthProperty().bind(list.widthProperty().subtract(ROW_EDGE));
      lines.setMaxWidth(Region.USE_PREF_SIZE);
    }

    @Override
    protected double computePrefHeight(double width) {
      // A list cell does not ask for the height of wrapped text.
      return snappedTopInset() + lines.prefHeight(lines.getPrefWidth()) + snappedBottomInset();
    }

    @Override
    protected void updateItem(@Nullable Line line, boolean empty) {
      super.updateItem(line, empty);
      if (empty || line == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      String done = language.of("sidecars.action." + line.action().name());
      Obstacle obstacle = line.obstacle();
      action.setText(
          obstacle == null
              ? done
              : language.of(
                  "sidecars.skipped", done, language.of("sidecars.obstacle." + obstacle.name())));
      path.setText(Text.visible(line.path().toString()));
      setAccessibleText(language.of("sidecars.row", action.getText(), path.getText()));
      setGraphic(lines);
    }
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
