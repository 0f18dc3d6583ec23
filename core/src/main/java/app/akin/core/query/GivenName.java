package app.akin.core.query;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A name that the user has given to something. Names that differ only in case, in the form of
/// Unicode, or in invisible characters are equal.
///
/// @param text the name as shown, on one line
/// @param key the form in which names are compared
public record GivenName(String text, String key) {
  /// Maximum number of characters.
  public static final int MAX_CHARACTERS = 200;

  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

  /// Characters without width: marks of direction, joiners, and the byte order mark.
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}]+");

  /// Half of a surrogate pair, which no database can store.
  private static final Pattern UNPAIRED = Pattern.compile("\\p{Cs}");

  /// Returns the name that a text gives. Line breaks and control characters are blanks.
  ///
  /// @throws AkinException `NameEmpty` if nothing can be seen of it, `NameTooLong`
  public static GivenName of(String text) {
    String line = BLANKS.matcher(UNPAIRED.matcher(text).replaceAll("\ufffd")).replaceAll(" ");
    String name = Normalizer.normalize(line.strip(), Normalizer.Form.NFC);
    String key = key(name);
    if (key.isEmpty()) {
      throw new AkinException(new Problem.NameEmpty());
    }
    int length = name.codePointCount(0, name.length());
    if (length > MAX_CHARACTERS) {
      throw new AkinException(new Problem.NameTooLong(length, MAX_CHARACTERS));
    }
    return new GivenName(name, key);
  }

  /// Returns the form in which names are compared; empty if nothing can be seen of it.
  public static String key(String text) {
    String visible =
        INVISIBLE.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll("");
    return BLANKS.matcher(visible).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  /// Returns the indexes of the names that a text means: those that are equal, otherwise those that
  /// differ only in accents, blanks and hyphens.
  public static List<Integer> meant(String text, List<String> names) {
    String key = key(text);
    List<Integer> equal = indexes(names, name -> key(name).equals(key));
    String loose = Names.key(key);
    return equal.isEmpty() && !loose.isEmpty()
        ? indexes(names, name -> Names.key(key(name)).equals(loose))
        : equal;
  }

  private static List<Integer> indexes(List<String> names, Predicate<String> matches) {
    return IntStream.range(0, names.size())
        .filter(i -> matches.test(names.get(i)))
        .boxed()
        .toList();
  }
}
