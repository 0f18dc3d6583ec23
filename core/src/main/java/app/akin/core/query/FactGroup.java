package app.akin.core.query;

import app.akin.core.query.ParsedLine.Chip;
import app.akin.core.query.ParsedLine.Span;
import java.util.ArrayList;
import java.util.List;

/// Alternatives of one field that become one fact.
final class FactGroup {
  private final FactField field;
  private final boolean negated;
  private final List<Match> matches = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();

  FactGroup(FactField field, boolean negated) {
    this.field = field;
    this.negated = negated;
  }

  /// Returns whether a fact must hold together with others of its field.
  static boolean mustHold(Match match) {
    return match.negated() || match.comparison() || match.field().mustAllHold();
  }

  /// Returns whether "or" may join a fact to these.
  boolean canJoin(Match match) {
    return match.field() == field && !negated && !match.negated();
  }

  void add(Match match, int start) {
    matches.add(match);
    starts.add(start);
  }

  Chip chip(Line line, boolean southern) {
    List<FactValue> values = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < matches.size(); i++) {
      Match match = matches.get(i);
      values.addAll(southern ? match.southern() : match.values());
      spans.add(new Span(line.at(starts.get(i)).start(), line.at(match.to() - 1).end()));
    }
    return new Chip(new Fact(field, negated, FactSyntax.merge(values)), spans);
  }
}
