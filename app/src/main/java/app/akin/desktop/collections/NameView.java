package app.akin.desktop.collections;

import app.akin.core.photo.AkinException;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.Page;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Asks for a name in a sheet. It stays open while the name cannot be used, and says why. JavaFX
/// thread only.
public final class NameView {
  private static final double WIDTH = 460;

  private final Language language;
  private final TextField field = new TextField();
  private final Label problem = new Label();
  private final Button accept;
  private final VBox sheet = new VBox(14);
  private final BiConsumer<String, Consumer<Optional<AkinException>>> use;
  private final Runnable close;

  /// @param titleKey message key of the title
  /// @param acceptKey message key of the button that accepts the name
  /// @param initial the name at first
  /// @param use receives the name, and what receives the outcome: empty, or why it cannot be used
  /// @param close hides the sheet
  public NameView(
      Language language,
      String titleKey,
      String acceptKey,
      String initial,
      BiConsumer<String, Consumer<Optional<AkinException>>> use,
      Runnable close) {
    this.language = language;
    this.use = use;
    this.close = close;
    field.setText(initial);
    field.accessibleTextProperty().bind(language.text("collect.name"));
    field.setOnAction(_ -> accept());
    problem.getStyleClass().add("akin-warning-line");
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    problem.setVisible(false);
    problem.managedProperty().bind(problem.visibleProperty());
    accept = Buttons.words(language.text(acceptKey), this::accept, "accent");
    FlowPane buttons =
        new FlowPane(8, 8, accept, Buttons.words(language.text("collect.cancel"), close, "flat"));
    buttons.setAlignment(Pos.CENTER_RIGHT);
    sheet
        .getChildren()
        .addAll(
            Page.text(language.text(titleKey), "akin-sheet-title"),
            new VBox(6, Page.line(language.text("collect.name")), field),
            problem,
            buttons);
    sheet.getStyleClass().addAll("akin-card", "akin-sheet", "akin-name-sheet");
    sheet.setMaxSize(WIDTH, Region.USE_PREF_SIZE);
    sheet.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            close.run();
          }
        });
  }

  /// Returns the view.
  public Region view() {
    return sheet;
  }

  /// Focuses the field and selects the name.
  public void focus() {
    field.requestFocus();
    field.selectAll();
  }

  /// Accepts the name.
  public void accept() {
    accept.setDisable(true);
    use.accept(field.getText(), this::done);
  }

  private void done(Optional<AkinException> refused) {
    accept.setDisable(false);
    if (sheet.getScene() == null) {
      // The user has left the sheet meanwhile.
      return;
    }
    refused.ifPresentOrElse(
        why -> {
          problem.setText(language.of(why));
          problem.setVisible(true);
          focus();
        },
        close);
  }
}
