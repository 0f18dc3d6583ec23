package app.akin.i18n;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FailureKind;
import app.akin.resources.Resource;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/// The texts of the program in one language. Immutable and thread-safe.
///
/// @param locale language and format of numbers and dates
/// @param bundle texts in [MessageFormat] syntax; texts under `akin.` and `help.` are plain and
///   read by picocli
public record Messages(Locale locale, ResourceBundle bundle) {
  /// Returns the texts of the command line.
  public static Messages ofCommandLine() {
    return new Messages(Locale.ENGLISH, new MapResourceBundle(read(Resource.MESSAGES)));
  }

  /// Returns the texts of the window, including problems. Missing translations fall back to
  /// English.
  ///
  /// @param locale Chinese if its language is `zh`, otherwise English
  public static Messages ofWindow(Locale locale) {
    Map<String, String> sentences = new HashMap<>(read(Resource.MESSAGES));
    sentences.putAll(read(Resource.WINDOW));
    if (isChinese(locale)) {
      sentences.putAll(read(Resource.MESSAGES_CHINESE));
      sentences.putAll(read(Resource.WINDOW_CHINESE));
    }
    return new Messages(
        isChinese(locale) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH,
        new MapResourceBundle(sentences));
  }

  /// Formats a text with its arguments.
  public String of(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }

  /// Returns one sentence that says what happened and what to do.
  public String of(AkinException exception) {
    return new ProblemText(this).of(exception.problem());
  }

  /// Returns why a file could not be read, as a phrase.
  public String of(FailureKind kind) {
    return of("failure." + kind.name());
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
