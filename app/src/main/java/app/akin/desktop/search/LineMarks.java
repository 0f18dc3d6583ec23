package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.core.query.ParsedLine;
import app.akin.core.query.ParsedLine.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The chips of a typed line with their places in it. Between two readings they move with the text
/// as it is edited. Immutable.
///
/// @param marks the chips, in the order of their first spans
record LineMarks(List<Mark> marks) {
  /// No chips.
  static final LineMarks NONE = new LineMarks(List.of());

  /// Copies the list.
  LineMarks {
    marks = List.copyOf(marks);
  }

  /// A chip in the line.
  sealed interface Mark {
    /// Returns its parts of the line, in order; at least one.
    List<Span> spans();

    /// Returns the chip at other places.
    Mark at(List<Span> spans);
  }

  /// A fact that the search uses.
  ///
  /// @param others what the same words might also be
  record Taken(Fact fact, List<Span> spans, List<Fact> others) implements Mark {
    /// Copies the lists.
    Taken {
      spans = List.copyOf(spans);
      others = List.copyOf(others);
    }

    @Override
    public Taken at(List<Span> moved) {
      return new Taken(fact, moved, others);
    }
  }

  /// Words that might be facts.
  ///
  /// @param facts what they might be, at least one
  record Offered(List<Fact> facts, List<Span> spans) implements Mark {
    /// Copies the lists.
    Offered {
      facts = List.copyOf(facts);
      spans = List.copyOf(spans);
    }

    @Override
    public Offered at(List<Span> moved) {
      return new Offered(facts, moved);
    }
  }

  /// An excluded text.
  record Excluded(String text, List<Span> spans) implements Mark {
    /// Copies the list.
    Excluded {
      spans = List.copyOf(spans);
    }

    @Override
    public Excluded at(List<Span> moved) {
      return new Excluded(text, moved);
    }
  }

  /// Returns the chips of a line. Facts that are offered for the words of a chip become its other
  /// readings; of overlapping offers the first one has the chip.
  static LineMarks of(ParsedLine line) {
    List<Mark> marks = new ArrayList<>();
    for (ParsedLine.Chip chip : line.facts()) {
      marks.add(new Taken(chip.fact(), chip.spans(), overlapping(line.offered(), chip.spans())));
    }
    for (ParsedLine.Minus minus : line.minus()) {
      marks.add(new Excluded(minus.text(), List.of(minus.span())));
    }
    for (ParsedLine.Chip chip : line.offered()) {
      boolean free = marks.stream().noneMatch(mark -> overlap(mark.spans(), chip.spans()));
      if (free) {
        marks.add(new Offered(overlapping(line.offered(), chip.spans()), chip.spans()));
      }
    }
    marks.sort(Comparator.comparingInt(mark -> mark.spans().getFirst().start()));
    return new LineMarks(marks);
  }

  private static List<Fact> overlapping(List<ParsedLine.Chip> chips, List<Span> spans) {
    return chips.stream()
        .filter(chip -> overlap(chip.spans(), spans))
        .map(ParsedLine.Chip::fact)
        .distinct()
        .toList();
  }

  private static boolean overlap(List<Span> some, List<Span> others) {
    return some.stream()
        .anyMatch(
            one ->
                others.stream()
                    .anyMatch(other -> one.start() < other.end() && other.start() < one.end()));
  }

  /// Returns the chips after an edit: moved with their text, and without those that it touched.
  LineMarks edited(String before, String after) {
    LineChange change = LineChange.between(before, after);
    List<Mark> kept = new ArrayList<>();
    for (Mark mark : marks) {
      List<Span> moved = new ArrayList<>();
      for (Span span : mark.spans()) {
        if (span.end() < change.start() || endsBefore(span, change)) {
          moved.add(span);
        } else if (span.start() >= change.end() && !joins(span, change)) {
          int by = change.text().length() - (change.end() - change.start());
          moved.add(new Span(span.start() + by, span.end() + by));
        }
      }
      if (moved.size() == mark.spans().size()) {
        kept.add(mark.at(moved));
      }
    }
    return new LineMarks(kept);
  }

  /// Returns whether a change directly after a span leaves its last word as it is.
  private static boolean endsBefore(Span span, LineChange change) {
    return span.end() == change.start()
        && (change.text().isEmpty() || !isWord(change.text().codePointAt(0)));
  }

  /// Returns whether a change directly before a span continues its first word.
  private static boolean joins(Span span, LineChange change) {
    return span.start() == change.end()
        && !change.text().isEmpty()
        && isWord(change.text().codePointBefore(change.text().length()));
  }

  private static boolean isWord(int character) {
    return Character.isLetterOrDigit(character);
  }

  /// Returns a line without its excluded texts, joined by single blanks.
  static String withoutMinus(String line, List<ParsedLine.Minus> minus) {
    StringBuilder rest = new StringBuilder();
    int from = 0;
    for (ParsedLine.Minus one : minus) {
      rest.append(line, from, one.span().start());
      while (!rest.isEmpty() && isSeparator(rest.charAt(rest.length() - 1))) {
        rest.setLength(rest.length() - 1);
      }
      from = one.span().end();
      boolean joined = rest.isEmpty() || from == line.length() || isSeparator(line.charAt(from));
      if (!joined) {
        rest.append(' ');
      }
    }
    rest.append(line, from, line.length());
    return minus.isEmpty() ? line : rest.toString().strip();
  }

  private static boolean isSeparator(char character) {
    return Character.isWhitespace(character) || character == ',';
  }
}
