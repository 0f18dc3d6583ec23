package app.akin.core.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names by their keys. A typed name may lack the blanks and hyphens of a name, but has no others.
/// Immutable once built; a look-up takes time independent of the number of names.
///
/// @param <T> what is named
final class NameTable<T> {
  private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Punct}’‑–]+");
  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_TOKENS = 12;
  private static final int PREFIX = 2;
  private static final int LONG_PREFIX = 4;

  /// Something with the places in its key where blanks may stand.
  private record Entry<T>(T named, long boundaries) {}

  /// What a name in a line names.
  ///
  /// @param named what has the name, in the order in which it was added
  /// @param to token after the name
  record Found<T>(List<T> named, int to) {}

  private final Map<String, List<Entry<T>>> entries = new HashMap<>();
  private final Set<String> prefixes = new HashSet<>();

  /// The first characters of the names.
  private final BitSet firsts = new BitSet();

  /// Adds a name.
  void add(String name, T named) {
    add(List.of(name), named);
  }

  /// Adds a name of several words.
  void add(Collection<String> words, T named) {
    StringBuilder key = new StringBuilder();
    long boundaries = 0;
    for (String word : words) {
      boundaries |= bit(key.length());
      for (String part : SEPARATORS.splitAsStream(word).toList()) {
        boundaries |= bit(key.length());
        boundaries = append(key, Names.key(part), boundaries);
      }
    }
    if (key.isEmpty() || key.length() > LONGEST_NAME) {
      return;
    }
    String text = key.toString();
    List<Entry<T>> same = entries.computeIfAbsent(text, _ -> new ArrayList<>(1));
    for (int i = 0; i < same.size(); i++) {
      Entry<T> entry = same.get(i);
      if (entry.named().equals(named)) {
        same.set(i, new Entry<>(named, entry.boundaries() | boundaries));
        return;
      }
    }
    same.add(new Entry<>(named, boundaries));
    firsts.set(text.charAt(0));
    prefixes.add(prefix(text, PREFIX));
    prefixes.add(prefix(text, LONG_PREFIX));
  }

  private static long append(StringBuilder key, String part, long boundaries) {
    long marked = boundaries;
    for (int i = 0; i < part.length(); i++) {
      char character = part.charAt(i);
      boolean changes = i > 0 && Digits.isDigit(character) != Digits.isDigit(part.charAt(i - 1));
      if (changes || Character.isIdeographic(character)) {
        marked |= bit(key.length());
      }
      key.append(character);
    }
    return marked;
  }

  private static long bit(int index) {
    return index > LONGEST_NAME ? 0 : 1L << index;
  }

  private static String prefix(String key, int length) {
    return key.substring(0, Math.min(length, key.length()));
  }

  /// Returns what has a key; empty if nothing has.
  List<T> named(String key) {
    return entries.getOrDefault(key, List.of()).stream().map(Entry::named).toList();
  }

  /// Returns the longest name that begins at a token; null if none does.
  @Nullable Found<T> find(Line line, int i) {
    if (i >= line.size() || !begins(line.at(i).key())) {
      return null;
    }
    StringBuilder key = new StringBuilder();
    long typed = 0;
    Found<T> longest = null;
    for (int j = i; j < Math.min(line.size(), i + LONGEST_TOKENS); j++) {
      Token token = line.at(j);
      if (line.isSign(j, ".") && line.isGlued(j) && j > i) {
        continue;
      }
      if (!token.is(Token.Kind.WORD) && !token.is(Token.Kind.HAN)) {
        break;
      }
      if (j > i && line.isGlued(j) && !token.is(Token.Kind.HAN) && !line.isSign(j - 1, ".")) {
        break;
      }
      typed |= bit(key.length());
      key.append(token.key());
      if (key.length() > LONGEST_NAME || !isPrefix(key)) {
        break;
      }
      List<Entry<T>> found = entries.get(key.toString());
      if (found != null) {
        List<T> matching = matching(found, typed);
        longest = matching.isEmpty() ? longest : new Found<>(matching, j + 1);
      }
    }
    return longest;
  }

  private boolean begins(String key) {
    return !key.isEmpty()
        && firsts.get(key.charAt(0))
        && (key.length() < PREFIX || prefixes.contains(key.substring(0, PREFIX)));
  }

  private boolean isPrefix(StringBuilder key) {
    if (key.length() >= LONG_PREFIX) {
      return prefixes.contains(key.substring(0, LONG_PREFIX));
    }
    return key.length() < PREFIX || prefixes.contains(key.substring(0, PREFIX));
  }

  private static <T> List<T> matching(List<Entry<T>> entries, long typed) {
    List<T> matching = new ArrayList<>(entries.size());
    for (Entry<T> entry : entries) {
      if ((typed & ~entry.boundaries()) == 0) {
        matching.add(entry.named());
      }
    }
    return matching;
  }
}
