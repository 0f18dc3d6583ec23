package app.akin.core.update;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A version of Akin as its announcement names it: a text whose first line is the version, and
/// whose second, where there is one, the address of a page to get it from.
///
/// @param version numbers with points between them
/// @param page where it is to be had, by HTTPS; empty where that was not said
public record Release(String version, Optional<URI> page) {
  private static final int LONGEST = 40;

  /// What an announcement says.
  ///
  /// @return empty where it names no version
  static Optional<Release> of(List<String> lines) {
    String version = lines.isEmpty() ? "" : lines.getFirst().strip();
    if (version.length() > LONGEST || !version.matches("\\d+(\\.\\d+)*")) {
      return Optional.empty();
    }
    return Optional.of(
        new Release(version, lines.size() > 1 ? page(lines.get(1).strip()) : Optional.empty()));
  }

  private static Optional<URI> page(String text) {
    try {
      URI page = new URI(text);
      boolean safe = "https".equalsIgnoreCase(page.getScheme()) && page.getHost() != null;
      return safe ? Optional.of(page) : Optional.empty();
    } catch (URISyntaxException e) {
      // A person is led to a page, or to none.
      return Optional.empty();
    }
  }

  /// Whether it is newer than a version. What is no number counts as 0, as in a build that was not
  /// packaged.
  public boolean isNewerThan(String other) {
    return Arrays.compare(numbers(version), numbers(other)) > 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\."))
        .mapToInt(part -> part.matches("\\d{1,9}") ? Integer.parseInt(part) : 0)
        .toArray();
  }
}
