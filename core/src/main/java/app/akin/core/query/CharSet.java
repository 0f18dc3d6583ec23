package app.akin.core.query;

import java.util.Arrays;
import java.util.stream.Collectors;

/// A set of characters. Immutable.
final class CharSet {
  private static final int BITS = 256;

  private final String characters;

  /// A bit for each lowest byte of the characters: most other characters differ in it.
  private final long[] lowBytes = new long[BITS / Long.SIZE];

  /// @param characters the characters
  CharSet(String characters) {
    this.characters = characters;
    characters.chars().forEach(character -> lowBytes[word(character)] |= 1L << character);
  }

  /// Returns a set of the characters of several.
  static CharSet union(CharSet... sets) {
    return new CharSet(
        Arrays.stream(sets).map(set -> set.characters).collect(Collectors.joining()));
  }

  private static int word(int character) {
    return (character & BITS - 1) / Long.SIZE;
  }

  /// Returns whether the set has a character.
  boolean has(char character) {
    return (lowBytes[word(character)] >>> character & 1) != 0 && characters.indexOf(character) >= 0;
  }
}
