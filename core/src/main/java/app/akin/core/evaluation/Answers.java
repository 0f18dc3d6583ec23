package app.akin.core.evaluation;

import app.akin.core.evaluation.metric.Rankings;
import app.akin.core.photo.Problem;
import java.util.List;

/// The answers to the queries of a label set.
///
/// @param model the name of the model
/// @param photos number of photos that were searched
/// @param rankings the rankings; a query that can't be answered has an empty one
/// @param problems why queries could not be answered
public record Answers(String model, int photos, Rankings rankings, List<Problem> problems) {
  /// Creates answers.
  public Answers {
    problems = List.copyOf(problems);
  }
}
