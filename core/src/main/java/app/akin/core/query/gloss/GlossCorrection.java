package app.akin.core.query.gloss;

import java.util.Optional;

/// A correction of the English that the table and the rules give, or its removal.
public sealed interface GlossCorrection {
  /// Returns whether another correction is about the same query or word.
  boolean isAboutSame(GlossCorrection other);

  /// The English of a whole query.
  ///
  /// @param typed the texts of the query, see [Glosser#key]
  /// @param english the English; empty to remove the correction
  record Line(String typed, Optional<String> english) implements GlossCorrection {
    /// Makes one line of the texts.
    public Line {
      typed = oneLine(typed);
      english = english.map(Line::oneLine);
    }

    private static String oneLine(String text) {
      return text.strip().replaceAll("\\s+", " ");
    }

    @Override
    public boolean isAboutSame(GlossCorrection other) {
      return other instanceof Line line && line.typed.equals(typed);
    }
  }

  /// The entry of a word.
  ///
  /// @param word the word in simplified characters
  /// @param entry replaces that of the table; empty to remove the correction
  record Word(String word, Optional<GlossEntry> entry) implements GlossCorrection {
    @Override
    public boolean isAboutSame(GlossCorrection other) {
      return other instanceof Word choice && choice.word.equals(word);
    }
  }
}
