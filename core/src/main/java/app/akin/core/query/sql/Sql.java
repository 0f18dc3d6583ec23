package app.akin.core.query.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A piece of a statement with its arguments.
///
/// @param text the text, with a question mark for each argument
/// @param arguments the arguments, which are not null
public record Sql(String text, List<Object> arguments) {
  /// Copies the arguments.
  public Sql {
    arguments = List.copyOf(arguments);
  }

  /// Creates a piece.
  public static Sql of(String text, Object... arguments) {
    return new Sql(text, List.of(arguments));
  }

  /// Joins pieces.
  public static Sql join(String separator, List<Sql> pieces) {
    List<Object> arguments = new ArrayList<>();
    pieces.forEach(piece -> arguments.addAll(piece.arguments));
    return new Sql(
        String.join(separator, pieces.stream().map(Sql::text).toList()),
        Collections.unmodifiableList(arguments));
  }

  /// Returns this piece with text around it.
  public Sql within(String before, String after) {
    return new Sql(before + text + after, arguments);
  }

  /// Returns this piece followed by another.
  public Sql plus(Sql other) {
    return join("", List.of(this, other));
  }
}
