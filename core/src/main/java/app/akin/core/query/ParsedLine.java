package app.akin.core.query;

import java.util.List;

/// What a typed line says.
///
/// @param text the words for the model, empty if none are left
/// @param minus the excluded texts, in the order of the line
/// @param facts the facts that were taken, in the order of the line
/// @param offered the facts that the words might also be, in the order of the line
public record ParsedLine(String text, List<Minus> minus, List<Chip> facts, List<Chip> offered) {
  /// What an empty line says.
  public static final ParsedLine EMPTY = new ParsedLine("", List.of(), List.of(), List.of());

  /// Copies the lists.
  public ParsedLine {
    minus = List.copyOf(minus);
    facts = List.copyOf(facts);
    offered = List.copyOf(offered);
  }

  /// A part of the line, as indices of UTF-16 code units.
  ///
  /// @param start first index
  /// @param end index after the last
  public record Span(int start, int end) {}

  /// A fact with the parts of the line that state it, without small words around them.
  ///
  /// @param fact the fact
  /// @param spans its parts in the order of the line: several if alternatives were joined
  public record Chip(Fact fact, List<Span> spans) {
    /// Copies the spans.
    public Chip {
      spans = List.copyOf(spans);
    }
  }

  /// An excluded text.
  ///
  /// @param text the text
  /// @param span its part of the line, with its marker
  public record Minus(String text, Span span) {}
}
