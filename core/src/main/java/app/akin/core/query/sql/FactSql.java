package app.akin.core.query.sql;

import java.util.List;

/// A fact in SQL: alternatives that match photos, and alternatives of what leaves it unknown.
///
/// @param matches conditions of the photos that have the fact; empty if none can have it
/// @param unknown conditions of the photos of which it is unknown; empty if it is always known
public record FactSql(List<Condition> matches, List<Condition> unknown) {
  /// Copies the lists.
  public FactSql {
    matches = List.copyOf(matches);
    unknown = List.copyOf(unknown);
  }

  /// A condition in two forms.
  ///
  /// @param ids a statement that returns the content IDs of the photos; they may repeat
  /// @param test an expression on a row `s` of search_facts
  public record Condition(Sql ids, Sql test) {
    /// Returns a condition on columns of search_facts.
    public static Condition of(Sql test) {
      return new Condition(test.within("SELECT content_id FROM search_facts s WHERE ", ""), test);
    }

    /// Returns a condition on columns of search_facts.
    public static Condition of(String test, Object... arguments) {
      return of(Sql.of(test, arguments));
    }
  }

  /// Returns a fact on columns of search_facts.
  static FactSql of(List<Sql> matches, Sql... unknown) {
    return new FactSql(
        matches.stream().map(Condition::of).toList(),
        List.of(unknown).stream().map(Condition::of).toList());
  }

  /// Returns an expression on a row `s` that is true if any condition holds.
  public static Sql test(List<Condition> alternatives) {
    return alternatives.isEmpty()
        ? Sql.of("FALSE")
        : Sql.join(" OR ", alternatives.stream().map(Condition::test).toList()).within("(", ")");
  }

  /// Returns a statement for the content IDs of the photos of which any condition holds. They may
  /// repeat.
  public static Sql ids(List<Condition> alternatives) {
    return alternatives.isEmpty()
        ? Sql.of("SELECT content_id FROM search_facts WHERE FALSE")
        : Sql.join(" UNION ALL ", alternatives.stream().map(Condition::ids).toList());
  }
}
