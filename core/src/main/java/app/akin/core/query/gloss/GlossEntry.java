package app.akin.core.query.gloss;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the table says of a Chinese word.
///
/// @param kind the kind of the word, one of the kinds of a token
/// @param cost 10 ln(total / count)
/// @param glosses parted by vertical bars, the best first; each may have a second form after "^"
public record GlossEntry(char kind, int cost, String glosses) {
  /// Maximum number of glosses to choose from.
  private static final int MAX_CHOICES = 4;

  /// Returns the entry of the fields of a line: word, kind, cost, glosses.
  ///
  /// @throws IOException if the fields have another format
  static GlossEntry of(String[] fields) throws IOException {
    if (fields.length < 4 || fields[1].length() != 1) {
      throw new IOException("incomplete line: " + String.join("\t", fields));
    }
    try {
      return new GlossEntry(fields[1].charAt(0), Integer.parseInt(fields[2]), fields[3]);
    } catch (NumberFormatException e) {
      throw new IOException("cost is no number: " + String.join("\t", fields), e);
    }
  }

  /// Returns the first glosses without their second forms, the best first.
  List<String> choices() {
    return parts().stream().map(part -> before(part, '^')).distinct().limit(MAX_CHOICES).toList();
  }

  /// Returns the best gloss with its second form.
  String first() {
    return before(glosses, '|');
  }

  /// Returns the entry with another gloss as the best one; unchanged if it has no such gloss.
  ///
  /// @param choice the gloss without its second form
  GlossEntry withFirst(String choice) {
    List<String> parts = new ArrayList<>(parts());
    int at = 0;
    while (at < parts.size() && !before(parts.get(at), '^').equals(choice)) {
      at++;
    }
    if (at == parts.size()) {
      return this;
    }
    parts.addFirst(parts.remove(at));
    return new GlossEntry(kind, cost, String.join("|", parts));
  }

  private List<String> parts() {
    return Arrays.asList(glosses.split("\\|", -1));
  }

  /// Returns a text up to a character, or all of it.
  static String before(String text, char separator) {
    int end = text.indexOf(separator);
    return end < 0 ? text : text.substring(0, end);
  }
}
