package app.akin.desktop.notice;

import app.akin.core.photo.AkinException;
import app.akin.desktop.theme.Language;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one notice that the window shows; a newer one takes its place. JavaFX thread only.
public final class Notices {
  private static final Logger log = LoggerFactory.getLogger(Notices.class);

  private final Language language;
  private final ReadOnlyObjectWrapper<Optional<Notice>> shown =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  public Notices(Language language) {
    this.language = language;
  }

  /// What is shown now.
  public ReadOnlyObjectProperty<Optional<Notice>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /// Tells something.
  ///
  /// @param key of the sentence
  public void tell(String key, Object... arguments) {
    offer(null, key, arguments);
  }

  /// Tells something that a button can act on.
  ///
  /// @param key of the sentence
  public void offer(Notice.@Nullable Action action, String key, Object... arguments) {
    say(action, language.of(key, arguments));
  }

  /// Tells something in a sentence that is made already.
  public void say(Notice.@Nullable Action action, String sentence) {
    shown.set(Optional.of(new Notice(Notice.Tone.INFORMATION, sentence, "", action)));
  }

  /// Tells what went wrong: a known problem in its own sentence, anything else in a general one.
  /// What was thrown goes to the log, under the code that is shown.
  public void fail(Throwable thrown) {
    Throwable cause = thrown;
    while (!(cause instanceof AkinException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String code = FaultCode.of(cause);
    String sentence;
    if (cause instanceof AkinException known) {
      log.info("{}: a known problem", code, thrown);
      sentence = language.of(known);
    } else {
      log.error("{}: something unforeseen", code, thrown);
      sentence = language.of("notice.unforeseen");
    }
    shown.set(Optional.of(new Notice(Notice.Tone.PROBLEM, sentence, code, null)));
  }

  /// Shows nothing any more.
  public void dismiss() {
    shown.set(Optional.empty());
  }
}
