package app.akin.desktop.marks;

import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import app.akin.desktop.theme.Tooltips;
import java.util.function.Consumer;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The caption of photos: saved by Ctrl+Enter and when the field is left, restored by Escape.
/// JavaFX thread only.
final class CaptionEditor {
  private static final int ROWS = 3;

  private final Language language;
  private final int longest;
  private final Consumer<String> onSaved;
  private final TextArea text = new TextArea();
  private final Label problem = new Label();
  private final VBox box;

  /// The caption of the library; empty if it differs among photos.
  private String saved = "";

  /// @param longest maximum number of characters
  /// @param onSaved receives the caption that the user has written
  CaptionEditor(Language language, int longest, Consumer<String> onSaved) {
    this.language = language;
    this.longest = longest;
    this.onSaved = onSaved;
    text.setWrapText(true);
    text.setPrefRowCount(ROWS);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.getStyleClass().add("akin-caption-field");
    text.accessibleTextProperty().bind(language.text("marks.caption"));
    Tooltips.setText(text, language.text("marks.caption.help"));
    text.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    text.focusedProperty()
        .subscribe(
            (_, focused) -> {
              if (!focused) {
                commit();
              }
            });
    text.textProperty().subscribe((_, _) -> check());
    problem.getStyleClass().addAll("akin-small", "akin-mark-problem");
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    problem.managedProperty().bind(problem.visibleProperty());
    problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
    box =
        new VBox(
            6,
            Page.text(language.text("marks.caption"), "akin-muted", "akin-small"),
            text,
            problem);
  }

  Region view() {
    return box;
  }

  /// Shows a caption, unless the user is changing it.
  ///
  /// @param caption null if it differs among photos
  void show(@Nullable String caption) {
    if (text.isFocused() && isChanged()) {
      return;
    }
    saved = caption == null ? "" : caption;
    text.setPromptText(language.of(caption == null ? "marks.caption.mixed" : "marks.caption.none"));
    if (!text.getText().equals(saved)) {
      text.setText(saved);
    }
  }

  private boolean isChanged() {
    return !text.getText().strip().equals(saved.strip());
  }

  private void check() {
    int length = text.getText().strip().length();
    problem.setText(length > longest ? language.of("marks.caption.tooLong", length, longest) : "");
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case ENTER -> {
        if (!event.isShortcutDown()) {
          return;
        }
        commit();
      }
      case ESCAPE -> {
        if (!isChanged()) {
          return;
        }
        text.setText(saved);
      }
      case TAB -> {
        if (event.isShortcutDown()) {
          return;
        }
        text.requestFocusTraversal(
            event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  /// Discards what the user has written.
  void restore() {
    text.setText(saved);
  }

  /// Saves the caption if the user has changed it. One that is too long stays in the field.
  void commit() {
    String written = text.getText().strip();
    if (isChanged() && written.length() <= longest) {
      saved = written;
      onSaved.accept(written);
    }
  }
}
