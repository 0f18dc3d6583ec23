package app.akin.desktop.collections;

import app.akin.core.export.ExportResult;
import app.akin.core.export.ExportResult.Reason;
import app.akin.core.export.PhotoExport.Form;
import app.akin.desktop.collections.ExportModel.State;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Asks in a sheet how photos are exported, and shows progress and result. JavaFX thread only.
public final class ExportView implements AutoCloseable {
  private static final double WIDTH = 560;
  private static final String USUAL_SIDE = "2048";
  private static final int MOST_DIGITS = 5;

  /// Actions of the sheet.
  ///
  /// @param target asks for the folder of copies, or the file of another form; the text is a name
  /// @param show shows a folder in the file manager
  /// @param close hides the sheet
  public record Actions(
      BiFunction<Form, String, Optional<Path>> target, Consumer<Path> show, Runnable close) {}

  private final ExportModel model;
  private final Language language;
  private final Actions actions;
  private final ToggleGroup forms = new ToggleGroup();
  private final ToggleGroup sizes = new ToggleGroup();
  private final TextField side = new TextField(USUAL_SIDE);
  private final VBox choices = new VBox(10);
  private final Label status = new Label();
  private final ProgressBar progress = new ProgressBar(0);
  private final FlowPane buttons = new FlowPane(8, 8);
  private final Button start;
  private final Button cancel;
  private final Button show;
  private final Button close;
  private final VBox sheet = new VBox(16);
  private final RadioButton smaller;
  private final Subscription subscriptions;

  public ExportView(ExportModel model, Language language, Actions actions) {
    this.model = model;
    this.language = language;
    this.actions = actions;
    for (Form form : Form.values()) {
      choices.getChildren().add(radio(forms, form, "export.form." + form.name()));
      if (form == Form.COPIES) {
        choices.getChildren().add(sizes());
      }
    }
    forms.selectToggle(forms.getToggles().getFirst());
    smaller = (RadioButton) sizes.getToggles().getLast();
    start = Buttons.words(Icon.EXPORT, startText(), this::start, "accent");
    cancel = Buttons.words(language.text("export.cancel"), model::stop, "flat");
    show = Buttons.words(Icon.FOLDER, language.text("export.show"), this::showFolder, "accent");
    close = Buttons.words(language.text("export.close"), actions.close(), "flat");
    for (Button button : List.of(start, cancel, show, close)) {
      button.managedProperty().bind(button.visibleProperty());
    }
    buttons.getChildren().addAll(start, cancel, show, close);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    status.setWrapText(true);
    status.setMinHeight(Region.USE_PREF_SIZE);
    status.managedProperty().bind(status.visibleProperty());
    status.getStyleClass().add("akin-export-status");
    progress.setMaxWidth(Double.MAX_VALUE);
    progress.managedProperty().bind(progress.visibleProperty());
    progress.accessibleTextProperty().bind(language.text("export.progress"));
    Label title =
        Page.text(language.text("export.title", model.count(), model.title()), "akin-sheet-title");
    ScrollPane scroll = Page.scroll(choices);
    scroll.setMinHeight(0);
    scroll.managedProperty().bind(scroll.visibleProperty());
    scroll.visibleProperty().bind(choices.visibleProperty());
    sheet
        .getChildren()
        .addAll(
            new VBox(6, title, Page.text(language.text("export.lead"), "akin-muted")),
            scroll,
            progress,
            status,
            buttons);
    sheet.getStyleClass().addAll("akin-card", "akin-sheet", "akin-export-sheet");
    sheet.setMaxSize(WIDTH, Region.USE_PREF_SIZE);
    subscriptions =
        Subscription.combine(
            model.stateProperty().subscribe(this::show),
            language.messagesProperty().subscribe(() -> show(model.stateProperty().get())));
  }

  /// Returns the view.
  public Region view() {
    return sheet;
  }

  private RadioButton radio(ToggleGroup group, Object value, String key) {
    RadioButton radio = new RadioButton();
    radio.textProperty().bind(language.text(key));
    radio.setToggleGroup(group);
    radio.setUserData(value);
    radio.setWrapText(true);
    radio.setMinHeight(Region.USE_PREF_SIZE);
    return radio;
  }

  private Region sizes() {
    RadioButton original = radio(sizes, 0, "export.original");
    RadioButton limited = radio(sizes, 1, "export.side");
    sizes.selectToggle(original);
    side.setPrefColumnCount(MOST_DIGITS);
    side.setMaxWidth(Region.USE_PREF_SIZE);
    side.accessibleTextProperty().bind(language.text("export.side.field"));
    side.textProperty()
        .subscribe(
            (_, now) -> {
              String digits = now.replaceAll("[^0-9]", "");
              String kept = digits.substring(0, Math.min(MOST_DIGITS, digits.length()));
              if (!kept.equals(now)) {
                side.setText(kept);
              }
            });
    side.focusedProperty()
        .subscribe(
            focused -> {
              if (focused) {
                sizes.selectToggle(limited);
              }
            });
    HBox line = new HBox(8, limited, side);
    line.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(limited, Priority.SOMETIMES);
    limited.setMinWidth(0);
    VBox box = new VBox(8, original, line);
    box.getStyleClass().add("akin-indent");
    box.disableProperty()
        .bind(forms.selectedToggleProperty().map(one -> one.getUserData() != Form.COPIES));
    return box;
  }

  private ObservableValue<String> startText() {
    return Bindings.createStringBinding(
        () -> language.of(form() == Form.COPIES ? "export.folder" : "export.file"),
        forms.selectedToggleProperty(),
        language.messagesProperty());
  }

  private Form form() {
    return (Form) forms.getSelectedToggle().getUserData();
  }

  private int longSide() {
    return smaller.isSelected() && !side.getText().isEmpty()
        ? Math.max(1, Integer.parseInt(side.getText()))
        : 0;
  }

  private void start() {
    Form form = form();
    actions
        .target()
        .apply(form, model.title())
        .ifPresent(target -> model.start(form, target, longSide()));
  }

  private void showFolder() {
    if (model.stateProperty().get() instanceof State.Done(Path target, ExportResult _)) {
      actions.show().accept(target);
    }
  }

  private void show(State state) {
    boolean running = state instanceof State.Running;
    boolean done = state instanceof State.Done;
    choices.setDisable(running);
    choices.setVisible(!done);
    choices.setManaged(!done);
    start.setVisible(!running && !done);
    cancel.setVisible(running);
    show.setVisible(done);
    close.setVisible(!running);
    progress.setVisible(running);
    status.setText(
        switch (state) {
          case State.Ready _ -> "";
          case State.Running(int written, int total) -> {
            progress.setProgress(total == 0 ? 0 : (double) written / total);
            yield language.of("export.running", written, total);
          }
          case State.Done(Path target, ExportResult result) -> result(target, result);
          case State.Failed(var problem) -> language.of(problem);
        });
    status.setVisible(!status.getText().isEmpty());
  }

  private String result(Path target, ExportResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        language.of(
            result.isStopped() ? "export.stopped" : "export.done",
            result.written(),
            Text.visible(target.toString())));
    for (Reason reason : Reason.values()) {
      long count = result.skipped().stream().filter(one -> one.reason() == reason).count();
      if (count > 0) {
        lines.add(language.of("export.skipped." + reason.name(), count));
      }
    }
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
