package app.akin.core.store;

import app.akin.core.query.Fact;
import app.akin.core.query.sql.FactCompiler;
import app.akin.core.query.sql.FactSql;
import app.akin.core.query.sql.FactSql.Condition;
import app.akin.core.query.sql.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the photos that match a filter, by the cheapest of three ways: from the few photos that
/// one condition leaves, by the sets of all conditions, or by a pass over all photos.
final class FilterQuery {
  /// Number of photos up to which the other conditions are tested one by one.
  private static final int FEW = 12_000;

  /// Number of rows up to which a condition is counted.
  private static final int COUNTED = 400_000;

  /// A photo in a set.
  private static final int SET_COST = 1;

  /// A photo in a pass over all, in the same unit.
  private static final int PASS_COST = 2;

  /// Photos that must match, or must not.
  ///
  /// @param negated whether the alternatives exclude photos
  private record Requirement(List<Condition> alternatives, boolean negated) {
    Sql test() {
      Sql test = FactSql.test(alternatives);
      return negated ? test.within("(", " IS NOT TRUE)") : test;
    }
  }

  private record Counted(Requirement requirement, long count) {}

  private final Session session;
  private final FactCompiler<SQLException> compiler;
  private final int few;

  FilterQuery(Session session, FactCompiler<SQLException> compiler) {
    this(session, compiler, FEW);
  }

  /// @param few number of photos up to which the other conditions are tested one by one
  FilterQuery(Session session, FactCompiler<SQLException> compiler, int few) {
    this.session = session;
    this.compiler = compiler;
    this.few = few;
  }

  /// Returns the primary contents of the photos that have a fact, which is not negated.
  BitSet matching(Fact fact) throws SQLException {
    return read(FactSql.ids(compiler.compile(fact).matches()));
  }

  /// Returns whether a fact can be unknown.
  boolean canLack(Fact fact) throws SQLException {
    return !compiler.compile(fact).unknown().isEmpty();
  }

  /// Returns the primary contents of the photos that match.
  BitSet matching(PhotoFilter filter) throws SQLException {
    List<Requirement> requirements = new ArrayList<>();
    Path in = filter.in();
    if (in != null) {
      long[] directories = new FolderMatch(session).inside(in);
      requirements.add(
          new Requirement(List.of(SqliteFactTables.inDirectories(directories)), false));
    }
    if (filter.after() > 0) {
      requirements.add(
          new Requirement(List.of(Condition.of("photo_id > ?", filter.after())), false));
    }
    for (Fact fact : filter.facts()) {
      requirements.add(new Requirement(compiler.compile(fact).matches(), fact.negated()));
    }
    for (Fact fact : filter.lacking()) {
      FactSql sql = compiler.compile(fact);
      requirements.add(new Requirement(sql.unknown(), false));
      requirements.add(new Requirement(sql.matches(), true));
    }
    return matching(requirements);
  }

  private BitSet matching(List<Requirement> requirements) throws SQLException {
    if (requirements.isEmpty()) {
      return read(Sql.of("SELECT content_id FROM search_facts"));
    }
    if (requirements.size() == 1 && !requirements.getFirst().negated()) {
      return read(FactSql.ids(requirements.getFirst().alternatives()));
    }
    // Nearly every content is the primary content of a photo.
    long total = session.firstLong("SELECT max(content_id) FROM search_facts").orElse(0);
    List<Counted> counted = new ArrayList<>();
    long cost = 0;
    for (Requirement requirement : requirements) {
      long count = count(requirement);
      counted.add(new Counted(requirement, count));
      cost += count * SET_COST;
    }
    Counted smallest =
        counted.stream()
            .filter(candidate -> !candidate.requirement().negated())
            .min(Comparator.comparingLong(Counted::count))
            .orElse(null);
    if (smallest == null) {
      cost += total * SET_COST;
    } else if (smallest.count() <= few) {
      return fromFew(smallest.requirement(), requirements);
    }
    return cost < total * PASS_COST ? bySets(counted, smallest) : byPass(requirements);
  }

  private long count(Requirement requirement) throws SQLException {
    Sql counting =
        FactSql.ids(requirement.alternatives())
            .within("SELECT count(*) FROM (SELECT 1 FROM (", ") LIMIT " + COUNTED + ")");
    long[] count = new long[1];
    session.query(counting, row -> count[0] = row.getLong(1));
    return count[0];
  }

  private BitSet fromFew(Requirement few, List<Requirement> requirements) throws SQLException {
    List<Sql> tests =
        requirements.stream()
            .filter(requirement -> !requirement.equals(few))
            .map(Requirement::test)
            .toList();
    return read(
        FactSql.ids(few.alternatives())
            .within(
                "SELECT s.content_id FROM (",
                ") d CROSS JOIN search_facts s ON s.content_id = d.content_id WHERE ")
            .plus(tests.isEmpty() ? Sql.of("TRUE") : Sql.join(" AND ", tests)));
  }

  private BitSet bySets(List<Counted> counted, @Nullable Counted smallest) throws SQLException {
    BitSet matching =
        smallest == null
            ? read(Sql.of("SELECT content_id FROM search_facts"))
            : read(FactSql.ids(smallest.requirement().alternatives()));
    for (Counted other : counted) {
      if (!other.equals(smallest) && !matching.isEmpty()) {
        BitSet set = read(FactSql.ids(other.requirement().alternatives()));
        if (other.requirement().negated()) {
          matching.andNot(set);
        } else {
          matching.and(set);
        }
      }
    }
    return matching;
  }

  private BitSet byPass(List<Requirement> requirements) throws SQLException {
    return read(
        Sql.of("SELECT content_id FROM search_facts s WHERE ")
            .plus(Sql.join(" AND ", requirements.stream().map(Requirement::test).toList())));
  }

  private BitSet read(Sql sql) throws SQLException {
    BitSet ids = new BitSet();
    session.query(sql, row -> ids.set(Math.toIntExact(row.getLong(1))));
    return ids;
  }
}
