package app.akin.desktop.notice;

import app.akin.core.photo.AkinException;
import app.akin.desktop.theme.Language;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the current notice; a newer one replaces it. JavaFX thread only.
public final class Notices {
  private static final Logger log = LoggerFactory.getLogger(Notices.class);

  private final Language language;
  private final ReadOnlyObjectWrapper<Optional<Notice>> shown =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  public Notices(Language language) {
    this.language = language;
  }

  /// Returns the current notice.
  public ReadOnlyObjectProperty<Optional<Notice>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /// Shows a text.
  ///
  /// @param key the message key
  public void show(String key, Object... arguments) {
    showWithAction(null, key, arguments);
  }

  /// Shows a text with an action.
  ///
  /// @param key the message key
  public void showWithAction(Notice.@Nullable Action action, String key, Object... arguments) {
    showText(action, language.of(key, arguments));
  }

  /// Shows a formatted text.
  public void showText(Notice.@Nullable Action action, String sentence) {
    shown.set(Optional.of(new Notice(Notice.Severity.INFORMATION, sentence, "", action)));
  }

  /// Shows an error: the sentence of a known problem, otherwise a general one. The exception is
  /// logged under the shown code.
  public void showError(Throwable thrown) {
    Throwable cause = thrown;
    while (!(cause instanceof AkinException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String code = ErrorCode.of(cause);
    String sentence;
    if (cause instanceof AkinException known) {
      log.info("{}: known problem", code, thrown);
      sentence = language.of(known);
    } else {
      log.error("{}: unexpected error", code, thrown);
      sentence = language.of("notice.unforeseen");
    }
    shown.set(Optional.of(new Notice(Notice.Severity.PROBLEM, sentence, code, null)));
  }

  /// Hides the notice.
  public void dismiss() {
    shown.set(Optional.empty());
  }
}
