package app.akin.core.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// Ordinary English words that are also names of places and cameras. The list is a resource.
final class EverydayWords {
  private static final String RESOURCE = "everyday-words.txt";
  private static final Pattern BLANKS = Pattern.compile(" ");
  private static final EverydayWords SHIPPED = read();

  private final Map<String, Set<String>> sections;

  private EverydayWords(Map<String, Set<String>> sections) {
    this.sections = sections;
  }

  /// Returns the list that ships with the program.
  static EverydayWords shipped() {
    return SHIPPED;
  }

  /// Returns whether the key of a place's name is an ordinary word.
  boolean isPlace(String key) {
    return isOf("places", key) || isOf("near", key);
  }

  /// Returns whether the key of a place's name is a word for something one can be in.
  boolean isNearOnly(String key) {
    return isOf("near", key);
  }

  /// Returns whether the key of a make, model or lens is an ordinary word.
  boolean isCamera(String key) {
    return isOf("cameras", key);
  }

  private boolean isOf(String section, String key) {
    return sections.getOrDefault(section, Set.of()).contains(key);
  }

  private static EverydayWords read() {
    Map<String, Set<String>> sections = new HashMap<>();
    Set<String> section = new HashSet<>();
    try (InputStream in =
        Objects.requireNonNull(EverydayWords.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        if (line.startsWith("[")) {
          section =
              sections.computeIfAbsent(line.substring(1, line.length() - 1), _ -> new HashSet<>());
        } else if (!line.startsWith("#")) {
          for (String word : BLANKS.splitAsStream(line).toList()) {
            section.add(word);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EverydayWords(Map.copyOf(sections));
  }
}
