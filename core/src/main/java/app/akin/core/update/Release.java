package app.akin.core.update;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An announced version of Akin: a text whose first line is the version and whose optional second
/// line is the URL of its page.
///
/// @param version numbers separated by points
/// @param page HTTPS URL of its page; empty if not announced
public record Release(String version, Optional<URI> page) {
  private static final int MAX_LENGTH = 40;

  /// Parses an announcement.
  ///
  /// @return empty if it contains no version
  static Optional<Release> of(List<String> lines) {
    String version = lines.isEmpty() ? "" : lines.getFirst().strip();
    if (version.length() > MAX_LENGTH || !version.matches("\\d+(\\.\\d+)*")) {
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
      // Only HTTPS pages are accepted.
      return Optional.empty();
    }
  }

  /// Returns whether it is newer than another version. Parts that are not numbers count as 0, as in
  /// development builds.
  public boolean isNewerThan(String other) {
    return Arrays.compare(numbers(version), numbers(other)) > 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\."))
        .mapToInt(part -> part.matches("\\d{1,9}") ? Integer.parseInt(part) : 0)
        .toArray();
  }
}
