package app.akin.core.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The JSON files that Google Takeout stores beside photos. Their names are `a.jpg.json` or
/// `a.jpg.supplemental-metadata.json`, cut after 46 characters before the extension; the number of
/// `a(1).jpg` stands at the end (`a.jpg(1).json`), and an edited photo (`a-edited.jpg`, in German
/// `a-bearbeitet.jpg`) has none of its own. Not thread-safe.
final class TakeoutFiles {
  private static final String EXTENSION = ".json";
  private static final String SUFFIX = ".supplemental-metadata";
  private static final int MAX_STEM = 46;
  private static final Pattern EDITED =
      Pattern.compile("-(?:" + EditedMarkers.WORDS + ")$", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("(.*)(\\(\\d+\\))(\\.[^.]*)?");

  /// A file whose name is cut.
  ///
  /// @param stem what is left of the photo's name
  /// @param number the number in parentheses, or empty
  private record Cut(String stem, String number, FoundFile file) {}

  private final Map<String, FoundFile> whole = new HashMap<>();
  private final List<Cut> cut = new ArrayList<>();

  static boolean isTakeout(String name) {
    return name.length() > EXTENSION.length() && name.toLowerCase(Locale.ROOT).endsWith(EXTENSION);
  }

  boolean isEmpty() {
    return whole.isEmpty() && cut.isEmpty();
  }

  void add(FoundFile file) {
    String stem = file.name().substring(0, file.name().length() - EXTENSION.length());
    String number = "";
    Matcher matcher = NUMBER.matcher(stem);
    if (matcher.matches() && matcher.group(3) == null) {
      stem = matcher.group(1);
      number = matcher.group(2);
    }
    whole.put(stem + number, file);
    boolean isCut = stem.length() + number.length() >= MAX_STEM;
    // The suffix may be cut at any place.
    for (int length = SUFFIX.length(); length > 0; length--) {
      if (stem.endsWith(SUFFIX.substring(0, length))) {
        whole.putIfAbsent(stem.substring(0, stem.length() - length) + number, file);
        return;
      }
    }
    if (isCut) {
      cut.add(new Cut(stem, number, file));
    }
  }

  /// Returns the JSON file of a photo, or null.
  @Nullable FoundFile of(String name) {
    if (isEmpty()) {
      return null;
    }
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    String extension = dot <= 0 ? "" : name.substring(dot);
    String number = "";
    Matcher matcher = NUMBER.matcher(stem);
    if (matcher.matches() && matcher.group(3) == null) {
      stem = matcher.group(1);
      number = matcher.group(2);
    }
    String plain = EDITED.matcher(stem).replaceFirst("");
    for (String candidate :
        List.of(
            name,
            stem + extension + number,
            plain + extension + number,
            stem + number,
            plain + number)) {
      FoundFile file = whole.get(candidate);
      if (file != null) {
        return file;
      }
    }
    for (Cut candidate : cut) {
      if (candidate.number().equals(number) && (plain + extension).startsWith(candidate.stem())) {
        return candidate.file();
      }
    }
    return null;
  }
}
