package app.akin.core.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Queries with the photos that are right, from the ImageNet class in the name of each photo and
/// the nouns of WordNet 3.0. A right group is the photos of all classes below one noun.
///
/// * `words`: the name of a noun above 3 to 60 photos
/// * `photo`: a photo of such a group; the others are right
/// * `both`: the photo and the name
/// * `caption`: the definition of a class; its one photo is right
///
/// @param queries the queries, in a fixed order
record FeedbackLabels(List<Query> queries) {
  private static final int LEAST = 3;
  private static final int MOST = 60;

  /// A query.
  ///
  /// @param set the set that it belongs to
  /// @param group the name of the group of photos
  /// @param images the contents of its images
  /// @param texts its texts
  /// @param right the contents of the photos that are right
  record Query(String set, String group, List<Long> images, List<String> texts, Set<Long> right) {
    /// Returns whether it is in the half on which weights are chosen. Queries about one group are
    /// in one half.
    boolean isTuned() {
      return group.hashCode() % 2 == 0;
    }
  }

  private record Noun(String name, String definition, List<String> above) {}

  /// Returns the queries about photos.
  ///
  /// @param contents the contents of photos by the names of their files
  /// @param nouns WordNet's file `data.noun`
  static FeedbackLabels of(Map<String, Long> contents, Path nouns) {
    Map<String, Noun> known = read(nouns);
    Map<String, Set<Long>> groups = new TreeMap<>();
    List<Query> queries = new ArrayList<>();
    contents.forEach(
        (file, content) -> {
          String id = file.substring(1, file.indexOf('_'));
          Noun noun = Objects.requireNonNull(known.get(id), file);
          queries.add(
              new Query(
                  "caption", noun.name(), List.of(), List.of(noun.definition()), Set.of(content)));
          above(id, known)
              .forEach(
                  each -> groups.computeIfAbsent(each, _ -> new LinkedHashSet<>()).add(content));
        });
    Set<Set<Long>> seen = new HashSet<>();
    groups.forEach(
        (id, right) -> {
          if (right.size() >= LEAST && right.size() <= MOST && seen.add(right)) {
            String name = Objects.requireNonNull(known.get(id)).name();
            long image = List.copyOf(right).get(Math.floorMod(name.hashCode(), right.size()));
            Set<Long> others = new LinkedHashSet<>(right);
            others.remove(image);
            queries.add(new Query("words", name, List.of(), List.of(name), right));
            queries.add(new Query("photo", name, List.of(image), List.of(), others));
            queries.add(new Query("both", name, List.of(image), List.of(name), others));
          }
        });
    return new FeedbackLabels(List.copyOf(queries));
  }

  private static Set<String> above(String id, Map<String, Noun> known) {
    Set<String> all = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(id));
    while (!next.isEmpty()) {
      for (String each : Objects.requireNonNull(known.get(next.pop())).above()) {
        if (all.add(each)) {
          next.push(each);
        }
      }
    }
    return all;
  }

  /// Reads the nouns by their offsets; the format is described in WordNet's manual, wndb(5WN).
  private static Map<String, Noun> read(Path file) {
    Map<String, Noun> nouns = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(" ")) {
          continue;
        }
        int bar = line.indexOf('|');
        String[] fields = line.substring(0, bar).split(" ", -1);
        int words = Integer.parseInt(fields[3], 16);
        int pointers = 4 + 2 * words;
        List<String> above = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(fields[pointers]); i++) {
          String symbol = fields[pointers + 1 + 4 * i];
          if (symbol.equals("@") || symbol.equals("@i")) {
            above.add(fields[pointers + 2 + 4 * i]);
          }
        }
        String definition = line.substring(bar + 1).split("[;\"]", 2)[0].strip();
        nouns.put(fields[0], new Noun(fields[4].replace('_', ' '), definition, above));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return nouns;
  }
}
