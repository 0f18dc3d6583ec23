package app.akin.core.evaluation;

import app.akin.core.evaluation.data.Judgements;
import app.akin.core.evaluation.data.LabelledQuery;
import app.akin.core.evaluation.data.Picture;
import app.akin.core.evaluation.data.QueryParts;
import app.akin.core.store.PhotoRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Builds labelled queries from what a library knows of its photos. The id of a photo is the number
/// of its content.
///
/// * A keyword searches the photos that have it.
/// * The name of a folder searches the photos in it.
/// * A caption searches its photo.
/// * A photo that lacks a keyword, together with this keyword, searches the photos that have the
///   keyword and another one of the photo.
///
/// Words that fewer than two photos or more than half of them have are left out, and of each kind
/// at most 200 queries, drawn by a fixed seed. Photos without a keyword count as wrong, although
/// the user may have forgotten it: values are too low rather than too high.
final class LibraryQueries {
  /// Maximum number of queries of each kind.
  static final int MOST = 200;

  private static final int FEWEST_PHOTOS = 2;
  private static final int CAPTION_WORDS = 3;
  private static final long SEED = 20_260_101;

  private final Map<Long, PhotoRow> photos;
  private final Map<String, Set<Long>> keywords = new TreeMap<>();
  private final Map<Long, Set<String>> keywordsByPhoto = new TreeMap<>();
  private final Map<String, Set<Long>> folders = new TreeMap<>();
  private final Map<String, Set<Long>> captions = new TreeMap<>();

  /// @param photos the photos by content
  LibraryQueries(Map<Long, PhotoRow> photos) {
    this.photos = photos;
    photos.forEach(
        (content, row) -> {
          for (String keyword : row.facts().metadata().keywords()) {
            String word = keyword.substring(keyword.lastIndexOf('|') + 1).strip();
            if (isWord(word)) {
              String key = word.toLowerCase(Locale.ROOT);
              add(keywords, key, content);
              keywordsByPhoto.computeIfAbsent(content, _ -> new TreeSet<>()).add(key);
            }
          }
          Path folder = row.paths().getFirst().getParent();
          String name = folder == null ? "" : String.valueOf(folder.getFileName());
          if (isWord(name)) {
            add(folders, name.replace('_', ' ').strip(), content);
          }
          String caption = row.facts().metadata().caption();
          if (caption != null && isCaption(caption)) {
            add(captions, caption.strip(), content);
          }
        });
  }

  /// Returns the queries.
  List<LabelledQuery> build() {
    List<LabelledQuery> queries = new ArrayList<>();
    keywords.keySet().removeIf(word -> !distinguishes(keywords.getOrDefault(word, Set.of())));
    folders.keySet().removeIf(word -> !distinguishes(folders.getOrDefault(word, Set.of())));
    texts(LibraryEvaluation.Kind.KEYWORD, keywords, queries);
    texts(LibraryEvaluation.Kind.FOLDER, folders, queries);
    texts(LibraryEvaluation.Kind.CAPTION, captions, queries);
    composed(queries);
    return queries;
  }

  private void texts(
      LibraryEvaluation.Kind kind, Map<String, Set<Long>> right, List<LabelledQuery> queries) {
    for (String text : drawn(right.keySet())) {
      queries.add(query(kind, text, null, text, right.getOrDefault(text, Set.of()), Set.of()));
    }
  }

  private void composed(List<LabelledQuery> queries) {
    List<String> pairs = new ArrayList<>();
    for (String wanted : keywords.keySet()) {
      for (String shared : keywords.keySet()) {
        if (!wanted.equals(shared) && both(wanted, shared).size() >= FEWEST_PHOTOS) {
          pairs.add(wanted + "\n" + shared);
        }
      }
    }
    for (String pair : drawn(pairs)) {
      String wanted = pair.substring(0, pair.indexOf('\n'));
      String shared = pair.substring(pair.indexOf('\n') + 1);
      keywords.getOrDefault(shared, Set.of()).stream()
          .filter(photo -> !keywordsByPhoto.getOrDefault(photo, Set.of()).contains(wanted))
          .findFirst()
          .ifPresent(
              photo ->
                  queries.add(
                      query(
                          LibraryEvaluation.Kind.COMPOSED,
                          photo + " " + pair,
                          photo,
                          wanted,
                          both(wanted, shared),
                          Set.of(photo.toString()))));
    }
  }

  private LabelledQuery query(
      LibraryEvaluation.Kind kind,
      String id,
      @Nullable Long image,
      String text,
      Set<Long> right,
      Set<String> leftOut) {
    String category = kind.category();
    PhotoRow row = image == null ? null : photos.get(image);
    return new LabelledQuery(
        category + " " + id,
        category,
        category + " " + text,
        new QueryParts(
            row == null ? List.of() : List.of(new Picture(row.paths().getFirst())),
            List.of(text),
            List.of(),
            List.of()),
        Set.of(),
        Set.of(),
        new Judgements(
            right.stream().map(String::valueOf).toList(), Set.of(), Set.copyOf(leftOut)));
  }

  private Set<Long> both(String wanted, String shared) {
    Set<Long> both = new TreeSet<>(keywords.getOrDefault(wanted, Set.of()));
    both.retainAll(keywords.getOrDefault(shared, Set.of()));
    return both;
  }

  private boolean distinguishes(Set<Long> right) {
    return right.size() >= FEWEST_PHOTOS && 2 * right.size() <= photos.size();
  }

  private static List<String> drawn(Collection<String> all) {
    List<String> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(SEED));
    return shuffled.stream().limit(MOST).sorted().toList();
  }

  private static void add(Map<String, Set<Long>> map, String key, long content) {
    map.computeIfAbsent(key, _ -> new TreeSet<>()).add(content);
  }

  /// Returns whether a name is a word: names of cameras and dates, such as `100CANON` or
  /// `2024-05-01`, are not.
  private static boolean isWord(String name) {
    Set<Integer> kinds = new HashSet<>();
    name.codePoints().filter(c -> !Character.isWhitespace(c)).forEach(kinds::add);
    return kinds.stream().filter(Character::isLetter).count() >= 2
        && kinds.stream().noneMatch(Character::isDigit);
  }

  private static boolean isCaption(String caption) {
    return caption.strip().split("\\s+").length >= CAPTION_WORDS;
  }
}
