package app.akin.desktop.folders;

import app.akin.core.library.LibraryStatus;
import app.akin.core.library.LibraryStatus.Failure;
import app.akin.desktop.indexing.FailureLine;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.desktop.theme.Tooltips;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Shows one folder: its photos, exclusions, availability, the files that could not be read, and
/// the confirmation before a removal. Counts change in place. JavaFX thread only.
final class FolderRow {
  /// Indent of the lines below the name of a folder.
  private static final double INDENT = 36;

  /// Maximum number of files listed here; the others are in the list of all.
  private static final int MOST_FAILURES = 5;

  private final FoldersModel model;
  private final FoldersView.Actions actions;
  private final Language language;
  private final boolean confirming;
  private final Label files = new Label();
  private final Button open;
  private final VBox lines = new VBox(8);
  private final SimpleStringProperty failureCount = new SimpleStringProperty("");
  private final TitledPane failures = Page.fold(failureCount, lines);
  private final VBox row;
  private PhotoFolder folder;

  /// @param confirming whether its removal awaits confirmation
  FolderRow(
      PhotoFolder folder,
      boolean confirming,
      FoldersModel model,
      FoldersView.Actions actions,
      Language language) {
    this.folder = folder;
    this.confirming = confirming;
    this.model = model;
    this.actions = actions;
    this.language = language;
    open = open();
    failures.setGraphic(Icon.WARNING.node(Icon.Size.SMALL));
    failures.getStyleClass().add("akin-folder-failures");
    failures.accessibleTextProperty().bind(failureCount);
    failures.managedProperty().bind(failures.visibleProperty());
    row = new VBox(10, head());
    if (!folder.exclusions().isEmpty() && !confirming) {
      row.getChildren().add(exclusions());
    }
    if (confirming) {
      row.getChildren().add(question());
    } else {
      row.getChildren().add(failures);
      if (folder.confirmation() != null) {
        row.getChildren().add(doubt(folder.confirmation()));
      }
    }
    row.getStyleClass().add("akin-row");
    showCounts();
  }

  Region view() {
    return row;
  }

  /// Returns whether [#show] can show another state of the folder.
  boolean canShow(PhotoFolder other, boolean confirmingOther) {
    return confirming == confirmingOther && folder.differsOnlyInCounts(other);
  }

  /// Shows the counts of another state of the folder.
  void show(PhotoFolder other) {
    if (!other.equals(folder)) {
      folder = other;
      showCounts();
    }
  }

  private void showCounts() {
    files.setText(language.of("folders.files", folder.files()));
    open.setDisable(folder.files() == 0);
    List<Failure> failed = folder.failures();
    failures.setVisible(!failed.isEmpty());
    failureCount.set(language.of("indexing.failures", failed.size()));
    lines.getChildren().setAll(failed.stream().limit(MOST_FAILURES).map(this::failure).toList());
    if (failed.size() > MOST_FAILURES) {
      lines
          .getChildren()
          .add(
              new HBox(
                  Buttons.words(
                      language.textNow("folders.failures.all", failed.size()),
                      actions.allFailures(),
                      "flat")));
    }
  }

  private Node failure(Failure failure) {
    FailureLine line =
        new FailureLine(language, new FailureLine.Actions(actions.reveal(), actions.retry()));
    line.show(failure, false);
    return line.view();
  }

  /// Returns the button with name and counts, which opens the photos.
  private Button open() {
    Path path = folder.path();
    Label name = new Label(name());
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
    files.getStyleClass().addAll("akin-muted", "akin-small", "akin-folder-files");
    files.setMinWidth(Region.USE_PREF_SIZE);
    VBox words = new VBox(2, first, new HBox(12, files, where));
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox line = new HBox(14, Icon.FOLDER.node(Icon.Size.LARGE), words);
    line.setAlignment(Pos.CENTER_LEFT);
    Button button = new Button(null, line);
    button.getStyleClass().add("akin-folder-open");
    button.setMinWidth(0);
    button.setMaxWidth(Double.MAX_VALUE);
    button.setAlignment(Pos.CENTER_LEFT);
    button.accessibleTextProperty().bind(language.textNow("folders.open", name()));
    Tooltips.setText(button, language.textNow("folders.open", name()));
    button.setOnAction(_ -> actions.open().accept(path));
    HBox.setHgrow(button, Priority.ALWAYS);
    // Aligns its content with the lines below.
    HBox.setMargin(button, new Insets(-6, 0, -6, -8));
    return button;
  }

  private Node head() {
    HBox line = new HBox(14, open);
    line.setAlignment(Pos.CENTER_LEFT);
    if (!confirming) {
      if (folder.available()) {
        line.getChildren()
            .add(Buttons.words(language.textNow("folders.exclude"), this::exclude, "flat"));
      }
      line.getChildren()
          .add(
              Buttons.icon(
                  Icon.CLOSE,
                  language.textNow("folders.remove", name()),
                  () -> model.requestRemoval(folder.path())));
    }
    VBox head = new VBox(4, line);
    if (!folder.available() && folder.confirmation() == null) {
      Label means =
          Page.text(language.textNow("folders.offline.means"), "akin-muted", "akin-small");
      VBox.setMargin(means, new Insets(0, 0, 0, INDENT));
      head.getChildren().add(means);
    }
    return head;
  }

  private String name() {
    return Text.name(folder.path());
  }

  private Node exclusions() {
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
  private Node doubt(LibraryStatus.PendingConfirmation question) {
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
          .add(
              new HBox(
                  Buttons.words(
                      language.textNow(kind + ".yes"), () -> model.accept(folder.path()))));
    }
    doubt.getStyleClass().add("akin-indent");
    return doubt;
  }

  private void exclude() {
    actions
        .pickInside()
        .apply(folder.path())
        .ifPresent(inside -> model.exclude(folder.path(), inside));
  }
}
