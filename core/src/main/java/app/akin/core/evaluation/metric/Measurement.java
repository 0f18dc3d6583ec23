package app.akin.core.evaluation.metric;

import app.akin.core.evaluation.data.Protocol;
import app.akin.core.photo.Problem;
import java.util.List;

/// The values of rankings of a label set.
///
/// @param protocol the protocol
/// @param queries the values of each measured query, in the order of the label set
/// @param table the whole set first, then each category if there are several, with the measures in
///   their order
/// @param warnings what the user should know, such as queries without ranking
public record Measurement(
    Protocol protocol, List<QueryScore> queries, List<MeasureRow> table, List<Problem> warnings) {
  /// Creates a measurement.
  public Measurement {
    queries = List.copyOf(queries);
    table = List.copyOf(table);
    warnings = List.copyOf(warnings);
  }
}
