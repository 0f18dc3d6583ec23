package app.akin.core.text;

import app.akin.core.embed.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The characters of the recognizer by their numbers. Number 0 stands for no character, the last
/// one for the space.
///
/// @param characters the characters from number 1, without the space
record CharacterTable(List<String> characters) {
  private static final String FILE = "characters.txt";

  /// Reads the characters, one a line.
  ///
  /// @throws UncheckedIOException if they cannot be read, as in a damaged installation
  static CharacterTable read(ModelFiles files) {
    try (InputStream in = files.open(FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new CharacterTable(text.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The characters of a line with their mean probability.
  record Decoded(String text, double confidence) {}

  /// Returns the characters of the steps of a line.
  ///
  /// @param steps number and probability of each step
  /// @param from index of the first number
  /// @param count number of steps
  Decoded decode(float[] steps, int from, int count) {
    StringBuilder text = new StringBuilder();
    double sum = 0;
    int kept = 0;
    int last = 0;
    for (int i = 0; i < count; i++) {
      int number = (int) steps[from + 2 * i];
      if (number != 0 && number != last) {
        text.append(number > characters.size() ? " " : characters.get(number - 1));
        sum += steps[from + 2 * i + 1];
        kept++;
      }
      last = number;
    }
    return new Decoded(text.toString().strip(), kept == 0 ? 0 : sum / kept);
  }
}
