package app.akin.desktop.indexing;

import app.akin.core.library.LibraryStatus.Failure;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Shows a file that could not be read: name, folder and reason, with buttons to show it in its
/// folder and to read it again. JavaFX thread only.
public final class FailureLine {
  /// Actions on a file.
  ///
  /// @param reveal shows it in the file manager
  /// @param retry reads it again
  public record Actions(Consumer<Path> reveal, Consumer<Path> retry) {}

  private final Language language;
  private final Label name = new Label();
  private final Label folder = new Label();
  private final Label reason = new Label();
  private final Button again;
  private final HBox row;
  private @Nullable Failure shown;

  public FailureLine(Language language, Actions actions) {
    this.language = language;
    name.getStyleClass().add("akin-strong");
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    folder.getStyleClass().addAll("akin-muted", "akin-small");
    folder.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    reason.setMinWidth(Region.USE_PREF_SIZE);
    reason.getStyleClass().add("akin-badge");
    VBox words = new VBox(2, name, folder);
    words.setAlignment(Pos.CENTER_LEFT);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button show =
        Buttons.icon(Icon.OUTSIDE, language.text("actions.reveal"), () -> accept(actions.reveal()));
    again =
        Buttons.icon(
            Icon.RETRY, language.text("indexing.retry.one"), () -> accept(actions.retry()));
    row = new HBox(12, Icon.BROKEN.node(Icon.Size.LARGE), words, reason, new HBox(2, show, again));
    row.setAlignment(Pos.CENTER_LEFT);
  }

  /// Returns the view.
  public Region view() {
    return row;
  }

  /// Shows a file.
  ///
  /// @param busy whether a run is active, which then reads it
  public void show(Failure failure, boolean busy) {
    shown = failure;
    Path path = failure.path();
    name.setText(Text.name(path));
    folder.setText(Text.visible(String.valueOf(path.getParent())));
    reason.setText(language.of("indexing.reason." + failure.kind().name()));
    again.setDisable(busy);
  }

  /// Returns the name and the reason.
  String text() {
    return name.getText() + ", " + reason.getText();
  }

  /// Returns the message of the decoder and the number of attempts.
  String detail() {
    Failure failure = shown;
    return failure == null
        ? ""
        : language.of("indexing.failures.detail", failure.detail(), failure.tries());
  }

  private void accept(Consumer<Path> action) {
    Failure failure = shown;
    if (failure != null) {
      action.accept(failure.path());
    }
  }
}
