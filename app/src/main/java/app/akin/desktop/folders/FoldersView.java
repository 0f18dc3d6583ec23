package app.akin.desktop.folders;

import app.akin.core.library.LibraryStatus;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.desktop.theme.StatusPage;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The folders page: exclusions and availability of each folder, a button to add one, and the
/// confirmation before a removal. JavaFX thread only.
public final class FoldersView implements AutoCloseable {
  /// Indent of the lines below the name of a folder.
  private static final double INDENT = 36;

  private final FoldersModel model;
  private final Language language;
  private final Actions actions;
  private final VBox list = new VBox();
  private final StackPane root = new StackPane();
  private final Region page;
  private final Region blank;
  private final Subscription subscriptions;

  /// Folder choosers of the platform.
  ///
  /// @param pick chooses folders; empty if cancelled
  /// @param pickInside chooses a subfolder
  public record Actions(Supplier<List<Path>> pick, Function<Path, Optional<Path>> pickInside) {}

  public FoldersView(FoldersModel model, Language language, Actions actions) {
    this.model = model;
    this.language = language;
    this.actions = actions;
    list.getStyleClass().add("akin-rows");
    HBox add = new HBox(Buttons.words(Icon.ADD, text("folders.add"), this::pick, "accent"));
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
            language.messagesProperty().subscribe(() -> show()));
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
    list.getChildren().setAll(model.folders().stream().map(this::row).toList());
  }

  private Node row(PhotoFolder folder) {
    boolean confirming = model.removalProperty().get().filter(folder.path()::equals).isPresent();
    VBox row = new VBox(10, head(folder, confirming));
    if (!folder.exclusions().isEmpty() && !confirming) {
      row.getChildren().add(exclusions(folder));
    }
    if (confirming) {
      row.getChildren().add(question());
    } else if (folder.confirmation() != null) {
      row.getChildren().add(doubt(folder.path(), folder.confirmation()));
    }
    row.getStyleClass().add("akin-row");
    return row;
  }

  private Node head(PhotoFolder folder, boolean confirming) {
    Path path = folder.path();
    Label name = new Label(Text.visible(String.valueOf(name(path))));
    name.getStyleClass().add("akin-strong");
    HBox first = new HBox(8, name);
    first.setAlignment(Pos.CENTER_LEFT);
    if (!folder.available()) {
      Label offline =
          Page.line(language.textNow("folders.offline"), "akin-badge", "akin-badge-warning");
      offline.setGraphic(Icon.OFFLINE.node(Icon.Size.TINY));
      offline.setMinWidth(Region.USE_PREF_SIZE);
      first.getChildren().add(offline);
    }
    Label where = new Label(Text.visible(path.toString()));
    where.getStyleClass().addAll("akin-muted", "akin-small");
    where.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    where.setMinWidth(0);
    Label files =
        Page.line(language.textNow("folders.files", folder.files()), "akin-muted", "akin-small");
    files.setMinWidth(Region.USE_PREF_SIZE);
    VBox words = new VBox(2, first, new HBox(12, files, where));
    if (!folder.available() && folder.confirmation() == null) {
      words
          .getChildren()
          .add(Page.text(language.textNow("folders.offline.means"), "akin-muted", "akin-small"));
    }
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox line = new HBox(14, Icon.FOLDER.node(Icon.Size.LARGE), words);
    line.setAlignment(Pos.CENTER_LEFT);
    if (!confirming) {
      if (folder.available()) {
        line.getChildren()
            .add(Buttons.words(language.textNow("folders.exclude"), () -> exclude(path), "flat"));
      }
      var remove =
          Buttons.icon(
              Icon.CLOSE,
              language.textNow("folders.remove", name.getText()),
              () -> model.requestRemoval(path));
      line.getChildren().add(remove);
    }
    return line;
  }

  private static Path name(Path path) {
    Path last = path.getFileName();
    return last == null ? path : last;
  }

  private Node exclusions(PhotoFolder folder) {
    FlowPane chips = new FlowPane(6, 6);
    chips.getStyleClass().add("akin-indent");
    chips.setMinWidth(0);
    Label without = Page.line(language.textNow("folders.without"), "akin-muted", "akin-small");
    chips.getChildren().add(without);
    for (String exclusion : folder.exclusions()) {
      Label chip = new Label(Text.visible(exclusion));
      chip.getStyleClass().addAll("akin-badge");
      chip.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      chip.setMinWidth(0);
      // Limits a long name to the width of the row.
      chip.maxWidthProperty().bind(chips.widthProperty().subtract(INDENT));
      chips.getChildren().add(chip);
    }
    chips.setRowValignment(javafx.geometry.VPos.CENTER);
    return chips;
  }

  private Node question() {
    Label sentence = Page.text(language.textNow("folders.ask"));
    var keep = Buttons.words(language.textNow("folders.keep"), model::cancelRemoval);
    var remove = Buttons.words(language.textNow("folders.remove.yes"), model::remove, "danger");
    HBox buttons = new HBox(8, remove, keep);
    VBox question = new VBox(12, sentence, buttons);
    question.getStyleClass().add("akin-indent");
    keep.setCancelButton(true);
    return question;
  }

  /// Returns the confirmation for missing photos or a replaced drive.
  private Node doubt(Path path, LibraryStatus.PendingConfirmation question) {
    String kind = question.loss() ? "folders.loss" : "folders.other";
    Label sentence =
        question.accepted()
            ? Page.text(language.textNow("folders.accepted"))
            : Page.text(language.textNow(kind, question.missing(), question.known()));
    if (question.accepted()) {
      sentence.setGraphic(Icon.DONE.node());
    } else {
      sentence.setGraphic(Icon.WARNING.node());
      sentence.getStyleClass().add("akin-warning-line");
    }
    VBox doubt = new VBox(12, sentence);
    if (!question.accepted()) {
      doubt
          .getChildren()
          .add(new HBox(Buttons.words(language.textNow(kind + ".yes"), () -> model.accept(path))));
    }
    doubt.getStyleClass().add("akin-indent");
    return doubt;
  }

  private void exclude(Path path) {
    actions.pickInside().apply(path).ifPresent(inside -> model.exclude(path, inside));
  }

  private ObservableValue<String> text(String key) {
    return language.text(key);
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
