package app.akin.desktop.welcome;

import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The welcome page: what Akin does, the folders to add, a start button and the privacy statement.
/// JavaFX thread only.
public final class WelcomeView implements AutoCloseable {
  private final WelcomeModel model;
  private final Language language;
  private final VBox folders = new VBox(4);
  private final ScrollPane scroll;
  private final Subscription subscriptions;

  /// @param pick chooses folders
  public WelcomeView(WelcomeModel model, Language language, Supplier<List<Path>> pick) {
    this.model = model;
    this.language = language;
    Button start =
        Buttons.words(
            language.text("welcome.start"), model::begin, "accent", "large", "akin-start");
    start.setDefaultButton(true);
    start.disableProperty().bind(Bindings.isEmpty(model.chosen()));
    Button add = Buttons.words(Icon.ADD, addition(), () -> model.choose(pick.get()));
    folders.getStyleClass().add("akin-welcome-folders");
    VBox where =
        new VBox(
            10, Page.text(language.text("welcome.where"), "akin-heading"), folders, new HBox(add));
    HBox promise =
        new HBox(
            8,
            Icon.PRIVATE.node(),
            Page.text(language.text("welcome.private"), "akin-muted", "akin-small"));
    promise.setAlignment(Pos.CENTER_LEFT);
    VBox head =
        new VBox(
            10,
            Page.text(language.text("welcome.title"), "akin-display"),
            Page.text(language.text("welcome.lead"), "akin-muted", "akin-lead"));
    VBox column = new VBox(22, head, where, new HBox(start), promise);
    column.getStyleClass().add("akin-welcome");
    StackPane middle = new StackPane(column);
    middle.getStyleClass().add("akin-welcome-back");
    scroll = Page.scroll(middle);
    scroll.setFitToHeight(true);
    subscriptions =
        Subscription.combine(
            model.chosen().subscribe(this::show),
            model.offeredProperty().subscribe(_ -> show()),
            language.messagesProperty().subscribe(() -> show()));
  }

  /// Returns the view.
  public Region view() {
    return scroll;
  }

  /// Returns the label of the add button.
  private ObservableValue<String> addition() {
    return Bindings.createStringBinding(
        () -> language.of(folders.getChildren().isEmpty() ? "folders.add" : "welcome.add"),
        folders.getChildren(),
        language.messagesProperty());
  }

  private void show() {
    Stream<Path> shown =
        Stream.concat(model.offeredProperty().get().stream(), model.chosen().stream()).distinct();
    folders.getChildren().setAll(shown.map(this::row).toList());
    folders.setManaged(!folders.getChildren().isEmpty());
  }

  private Node row(Path folder) {
    boolean pictures = model.offeredProperty().get().filter(folder::equals).isPresent();
    CheckBox check = new CheckBox();
    check.setSelected(model.chosen().contains(folder));
    check.setOnAction(
        _ -> {
          if (check.isSelected()) {
            model.choose(folder);
          } else {
            model.leave(folder);
          }
        });
    Label name = new Label(pictures ? language.of("welcome.pictures") : Text.name(folder));
    name.getStyleClass().add("akin-strong");
    Label where = new Label(Text.visible(folder.toString()));
    where.getStyleClass().addAll("akin-muted", "akin-small");
    where.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    where.setMinWidth(0);
    VBox words = new VBox(1, name, where);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    check.setAccessibleText(name.getText() + ", " + where.getText());
    HBox row = new HBox(14, Icon.FOLDER.node(Icon.Size.LARGE), words, check);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("akin-row");
    row.setOnMouseClicked(_ -> check.fire());
    return row;
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
