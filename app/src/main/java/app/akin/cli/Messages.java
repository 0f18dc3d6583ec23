package app.akin.cli;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FailureKind;
import app.akin.resources.Resource;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/// Every sentence the program says, from the message bundle. Immutable, thread-safe.
///
/// @param bundle sentences in [MessageFormat]'s form, but for those under `akin.`, which are the
///   help's and are read by picocli
record Messages(ResourceBundle bundle) {
  /// The sentences that ship.
  static Messages load() {
    try (Reader reader = new InputStreamReader(Resource.MESSAGES.open(), StandardCharsets.UTF_8)) {
      return new Messages(new PropertyResourceBundle(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A sentence with its arguments.
  String of(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), Locale.ENGLISH).format(arguments);
  }

  /// What went wrong and what to do next, in one sentence.
  String of(AkinException exception) {
    Object[] arguments = exception.arguments().stream().map(this::words).toArray();
    return of("problem." + exception.problem().name(), arguments);
  }

  /// Why a photo could not be taken in, in a few words.
  String of(FailureKind kind) {
    return of("failure." + kind.name());
  }

  private String words(Object argument) {
    return switch (argument) {
      case Path path -> Text.visible(path.toString());
      case FailureKind kind -> of(kind);
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      default -> Text.visible(argument.toString());
    };
  }
}
