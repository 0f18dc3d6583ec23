package app.akin.desktop.theme;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.DataSize;
import app.akin.core.photo.FailureKind;
import app.akin.i18n.Messages;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/// The language of the window, which may change while it is open. JavaFX thread only.
public final class Language {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MINUTES_PER_HOUR = 60;
  private static final int WHOLE_MEGABYTES = 100;
  private static final int MEGABYTES_OF_A_GIGABYTE = 1000;

  private final ReadOnlyObjectWrapper<Messages> messages;

  /// @param first the initial language
  public Language(Locale first) {
    this.messages = new ReadOnlyObjectWrapper<>(Messages.ofWindow(first));
  }

  /// Changes the language.
  public void setLocale(Locale locale) {
    messages.set(Messages.ofWindow(locale));
  }

  /// Returns the current texts, for bindings that [#text] does not cover.
  public ReadOnlyObjectProperty<Messages> messagesProperty() {
    return messages.getReadOnlyProperty();
  }

  /// Returns the locale of numbers and dates.
  public Locale locale() {
    return messages.get().locale();
  }

  /// Returns a text in the current language.
  public String of(String key, Object... arguments) {
    return messages.get().of(key, arguments);
  }

  /// Returns what happened and what to do, in the current language.
  public String of(AkinException exception) {
    return messages.get().of(exception);
  }

  /// Returns a number of bytes in the unit that suits it, in the current language: one decimal
  /// below 100 megabytes and from a gigabyte on.
  public String size(long bytes) {
    if (bytes < DataSize.MEGABYTE) {
      return of("size.kilobytes", Math.max(1, Math.round(DataSize.kilobytes(bytes))));
    }
    double megabytes = DataSize.megabytes(bytes);
    if (megabytes < WHOLE_MEGABYTES) {
      return of("size.megabytes", megabytes);
    }
    return Math.round(megabytes) < MEGABYTES_OF_A_GIGABYTE
        ? of("size.megabytes.whole", Math.round(megabytes))
        : of("size.gigabytes", DataSize.gigabytes(bytes));
  }

  /// Returns an estimated time left, in the current language.
  public String timeLeft(Duration left) {
    long minutes = left.plusSeconds(SECONDS_PER_MINUTE / 2).toMinutes();
    if (minutes < 1) {
      return of("time.left.moment");
    }
    return minutes < MINUTES_PER_HOUR
        ? of("time.left.minutes", minutes)
        : of("time.left.hours", minutes / MINUTES_PER_HOUR, minutes % MINUTES_PER_HOUR);
  }

  /// Returns why a file couldn't be read, in the current language.
  public String of(FailureKind kind) {
    return messages.get().of(kind);
  }

  /// Returns a text bound to the language and to observable arguments. The binding is weak, so a
  /// long-lived property need not be unbound.
  public StringBinding text(String key, Object... arguments) {
    Observable[] dependencies =
        Stream.concat(
                Stream.of(messages),
                Arrays.stream(arguments)
                    .filter(argument -> argument instanceof ObservableValue)
                    .map(argument -> (Observable) argument))
            .toArray(Observable[]::new);
    return Bindings.createStringBinding(
        () -> of(key, Arrays.stream(arguments).map(Language::now).toArray()), dependencies);
  }

  /// Returns a text in the current language without a binding, for views that are recreated when
  /// the language changes.
  public ObservableValue<String> textNow(String key, Object... arguments) {
    // For constants, concat returns a constant without listeners.
    return Bindings.concat(of(key, arguments));
  }

  private static Object now(Object argument) {
    return argument instanceof ObservableValue<?> value ? plain(value.getValue()) : argument;
  }

  private static Object plain(@Nullable Object value) {
    return value == null ? "" : value;
  }
}
