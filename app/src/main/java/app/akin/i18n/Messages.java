package app.akin.i18n;

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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/// Every sentence the program says, in one language. Immutable, thread-safe.
///
/// @param locale the language, and how numbers and dates are written
/// @param bundle sentences in [MessageFormat]'s form, but for those under `akin.` and `help.`,
///   which are the help's and are read by picocli
public record Messages(Locale locale, ResourceBundle bundle) {
  /// The sentences of the command line.
  public static Messages ofCommandLine() {
    return new Messages(Locale.ENGLISH, new Sentences(read(Resource.MESSAGES)));
  }

  /// The sentences of the window, with those about problems. A sentence that a language lacks is
  /// said in English.
  ///
  /// @param locale Chinese where its language is `zh`, English otherwise
  public static Messages ofWindow(Locale locale) {
    Map<String, String> sentences = new HashMap<>(read(Resource.MESSAGES));
    sentences.putAll(read(Resource.WINDOW));
    if (isChinese(locale)) {
      sentences.putAll(read(Resource.MESSAGES_CHINESE));
      sentences.putAll(read(Resource.WINDOW_CHINESE));
    }
    return new Messages(
        isChinese(locale) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH, new Sentences(sentences));
  }

  /// A sentence with its arguments.
  public String of(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }

  /// What went wrong and what to do next, in one sentence.
  public String of(AkinException exception) {
    Object[] arguments = exception.arguments().stream().map(this::words).toArray();
    return of("problem." + exception.problem().name(), arguments);
  }

  /// Why a photo could not be taken in, in a few words.
  public String of(FailureKind kind) {
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

  private static boolean isChinese(Locale locale) {
    return locale.getLanguage().equals(Locale.CHINESE.getLanguage());
  }

  private static Map<String, String> read(Resource resource) {
    Map<String, String> sentences = new HashMap<>();
    try (Reader reader = new InputStreamReader(resource.open(), StandardCharsets.UTF_8)) {
      PropertyResourceBundle bundle = new PropertyResourceBundle(reader);
      bundle.keySet().forEach(key -> sentences.put(key, bundle.getString(key)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(sentences);
  }
}
