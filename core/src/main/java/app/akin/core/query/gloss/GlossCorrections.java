package app.akin.core.query.gloss;

import app.akin.core.photo.FileOperations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The corrections of a user, stored in the file `glosses.tsv` of a library. Its lines have the
/// format of the table: word, kind, cost and glosses; the English of a whole query follows `Q` and
/// the query. Reads the file at the first use; lines in another format are left out. Thread-safe.
public final class GlossCorrections {
  private static final Logger log = LoggerFactory.getLogger(GlossCorrections.class);
  private static final String FILE = "glosses.tsv";
  private static final String HEADER = "#akin-zh\t1";
  private static final String QUERY = "Q";

  /// Maximum number of corrected queries, and of words; the oldest are removed.
  private static final int MAX = 1_000;

  private final @Nullable Path file;
  private final SequencedMap<String, String> lines = new LinkedHashMap<>();
  private final SequencedMap<String, GlossEntry> words = new LinkedHashMap<>();
  private boolean read;
  private boolean changed;

  private GlossCorrections(@Nullable Path file) {
    this.file = file;
    this.read = file == null;
  }

  /// Creates corrections that are stored in a library.
  ///
  /// @param library the folder of the library
  public static GlossCorrections in(Path library) {
    return new GlossCorrections(library.resolve(FILE));
  }

  /// Creates corrections that are not stored.
  public static GlossCorrections inMemory() {
    return new GlossCorrections(null);
  }

  /// Returns the English of a corrected query.
  ///
  /// @param typed see [Glosser#key]
  public synchronized Optional<String> line(String typed) {
    read();
    return Optional.ofNullable(lines.get(typed));
  }

  /// Returns the corrected entries of words.
  synchronized Map<String, GlossEntry> words() {
    read();
    return Map.copyOf(words);
  }

  /// Returns the correction that is in force for the query or word of another one.
  public synchronized GlossCorrection current(GlossCorrection correction) {
    read();
    return switch (correction) {
      case GlossCorrection.Line(String typed, var _) ->
          new GlossCorrection.Line(typed, Optional.ofNullable(lines.get(typed)));
      case GlossCorrection.Word(String word, var _) ->
          new GlossCorrection.Word(word, Optional.ofNullable(words.get(word)));
    };
  }

  /// Adds, replaces or removes a correction. [#save] stores it.
  ///
  /// @return whether that changed anything
  public synchronized boolean apply(GlossCorrection correction) {
    if (current(correction).equals(correction)) {
      return false;
    }
    switch (correction) {
      case GlossCorrection.Line(String typed, Optional<String> english) ->
          put(lines, typed, english.orElse(null));
      case GlossCorrection.Word(String word, Optional<GlossEntry> entry) ->
          put(words, word, entry.orElse(null));
    }
    changed = true;
    return true;
  }

  private static <T> void put(SequencedMap<String, T> map, String key, @Nullable T value) {
    map.remove(key);
    if (value != null) {
      map.put(key, value);
    }
    while (map.size() > MAX) {
      map.pollFirstEntry();
    }
  }

  /// Removes all corrections and stores that.
  public synchronized void clear() {
    read();
    lines.clear();
    words.clear();
    changed = true;
    save();
  }

  /// Stores changed corrections; the file is replaced atomically. Errors are logged.
  public synchronized void save() {
    if (file == null || !changed) {
      return;
    }
    changed = false;
    try {
      if (lines.isEmpty() && words.isEmpty()) {
        FileOperations.delete(file);
        return;
      }
      List<String> text = new ArrayList<>();
      text.add(HEADER);
      words.forEach(
          (word, entry) ->
              text.add(
                  String.join(
                      "\t",
                      word,
                      Character.toString(entry.kind()),
                      Integer.toString(entry.cost()),
                      entry.glosses())));
      lines.forEach((typed, english) -> text.add(String.join("\t", QUERY, typed, english)));
      byte[] bytes = (String.join("\n", text) + '\n').getBytes(StandardCharsets.UTF_8);
      FileOperations.write(file, out -> out.write(bytes));
    } catch (IOException e) {
      log.warn("The corrections of Chinese queries cannot be written to {}", file, e);
    }
  }

  private void read() {
    if (read || file == null) {
      return;
    }
    read = true;
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        read(line.split("\t", -1));
      }
    } catch (NoSuchFileException e) {
      // Nothing is corrected yet.
      return;
    } catch (IOException e) {
      log.info("The corrections of Chinese queries {} cannot be read: {}", file, e.toString());
    }
  }

  private void read(String[] fields) {
    if (fields.length == 3 && fields[0].equals(QUERY) && !fields[2].isBlank()) {
      put(lines, fields[1], fields[2]);
    } else if (fields.length == 4 && Glosser.isChinese(fields[0]) && !fields[3].isBlank()) {
      try {
        put(words, fields[0], GlossEntry.of(fields));
      } catch (IOException e) {
        log.info("A line of {} is left out: {}", file, e.toString());
      }
    }
  }
}
