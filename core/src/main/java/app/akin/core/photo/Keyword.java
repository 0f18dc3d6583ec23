package app.akin.core.photo;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The form of keywords: one line without control characters, levels of a hierarchy separated by
/// `|`.
public final class Keyword {
  /// Maximum number of characters, as in IPTC and in files that Akin reads.
  public static final int MAX_LENGTH = 120;

  private Keyword() {}

  /// Returns a typed keyword in its stored form; empty if it has no characters or too many.
  public static Optional<String> of(String typed) {
    String keyword =
        Arrays.stream(
                typed
                    .replaceAll("[\\p{Cntrl}\\u2028\\u2029\\uFFFD]", " ")
                    .replaceAll("\\s+", " ")
                    .split("\\|", -1))
            .map(String::strip)
            .filter(level -> !level.isEmpty())
            .collect(Collectors.joining("|"));
    return keyword.isEmpty() || keyword.length() > MAX_LENGTH
        ? Optional.empty()
        : Optional.of(keyword);
  }
}
