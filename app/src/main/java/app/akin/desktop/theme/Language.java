package app.akin.desktop.theme;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FailureKind;
import app.akin.i18n.Messages;
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

/// The language the window speaks, which may change while it is open. JavaFX thread only.
public final class Language {
  private final ReadOnlyObjectWrapper<Messages> messages;

  /// @param first the language to begin with
  public Language(Locale first) {
    this.messages = new ReadOnlyObjectWrapper<>(Messages.ofWindow(first));
  }

  /// Speaks another language from now on.
  public void use(Locale locale) {
    messages.set(Messages.ofWindow(locale));
  }

  /// The sentences of the moment; bind to it what [#text] does not cover.
  public ReadOnlyObjectProperty<Messages> messagesProperty() {
    return messages.getReadOnlyProperty();
  }

  /// How numbers and dates are written now.
  public Locale locale() {
    return messages.get().locale();
  }

  /// A sentence as it is said now.
  public String of(String key, Object... arguments) {
    return messages.get().of(key, arguments);
  }

  /// What went wrong and what to do next, as it is said now.
  public String of(AkinException exception) {
    return messages.get().of(exception);
  }

  /// Why a photo could not be taken in, as it is said now.
  public String of(FailureKind kind) {
    return messages.get().of(kind);
  }

  /// A sentence that follows the language, and those of its arguments that are observable values.
  /// Whoever binds a long-lived property to it need not undo that: bindings hold on weakly.
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

  /// A sentence as it is said now and which follows nothing, for parts that are made anew whenever
  /// the language changes: the language holds nothing of them.
  public ObservableValue<String> once(String key, Object... arguments) {
    // Of words alone this is a constant that keeps no listeners.
    return Bindings.concat(of(key, arguments));
  }

  private static Object now(Object argument) {
    return argument instanceof ObservableValue<?> value ? plain(value.getValue()) : argument;
  }

  private static Object plain(@Nullable Object value) {
    return value == null ? "" : value;
  }
}
