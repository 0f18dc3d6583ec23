package app.akin.core.photo;

import java.util.List;
import java.util.stream.Collectors;

/// The text in an image.
///
/// @param rows the lines in reading order, those beside each other in one row
public record ImageText(List<List<TextLine>> rows) {
  /// No text.
  public static final ImageText NONE = new ImageText(List.of());

  /// Copies the lists.
  public ImageText {
    rows = rows.stream().map(List::copyOf).toList();
  }

  /// Returns the lines in reading order.
  public List<TextLine> lines() {
    return rows.stream().flatMap(List::stream).toList();
  }

  /// Returns the text, a row a line.
  public String text() {
    return rows.stream()
        .map(row -> row.stream().map(TextLine::text).collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n"));
  }
}
