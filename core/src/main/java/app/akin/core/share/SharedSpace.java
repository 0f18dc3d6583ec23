package app.akin.core.share;

import app.akin.core.index.ComparedNeighbour;
import app.akin.core.index.Nearest;
import app.akin.core.search.SearchSpace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The photos of a shared library as a space. IDs are those of its contents.
///
/// Few photos, or those that a filter leaves, are all compared, and all photos before there is a
/// graph. Otherwise the graph of pgvector answers, which may miss some. For one thread.
final class SharedSpace implements SearchSpace<SharedFilter> {
  /// Number of photos up to which all are compared without a filter.
  static final long FEW = 100_000;

  /// Number of photos up to which all that a filter leaves are compared.
  static final long FILTERED = 200_000;

  /// Number of photos up to which a sample takes rows instead of pages.
  private static final long SAMPLED_BY_ROW = 200_000;

  /// Bounds of the number of candidates that a search of the graph keeps. With 100, the graph of
  /// 200,000 photos found three quarters of the 50 nearest.
  private static final int MIN_CANDIDATES = 400;

  private static final int MAX_CANDIDATES = 1_000;

  /// Number of vectors that a filtered search of the graph reads at most.
  private static final int MAX_READ = 200_000;

  private final ShareConnection connection;
  private final SharedModel model;
  private final long count;
  private final boolean usesGraph;

  /// @param count number of photos with a vector of the model
  /// @param usesGraph whether there is a graph to use for many photos
  SharedSpace(ShareConnection connection, SharedModel model, long count, boolean usesGraph) {
    this.connection = connection;
    this.model = model;
    this.count = count;
    this.usesGraph = usesGraph;
  }

  @Override
  public int visible() {
    return Math.toIntExact(count);
  }

  @Override
  public List<float[]> sample(List<float[]> units, int limit) {
    String sampled;
    if (count <= limit) {
      sampled = "";
    } else {
      // Somewhat more than wanted, of which the first ones in a fixed order are used.
      double percent = Math.min(100, 100.0 * 1.3 * limit / count);
      sampled =
          " TABLESAMPLE "
              + (count <= SAMPLED_BY_ROW ? "BERNOULLI" : "SYSTEM")
              + "("
              + percent
              + ") REPEATABLE (1)";
    }
    String sql =
        "SELECT "
            + cosines(units.size())
            + " FROM "
            + model.table()
            + " v"
            + sampled
            + " ORDER BY hashint8(v.content_id), v.content_id LIMIT ?";
    List<Object> arguments = new ArrayList<>(texts(units));
    arguments.add(limit);
    List<float[]> rows =
        connection.read(
            () -> connection.list(sql, row -> floats(row, 1, units.size()), arguments.toArray()));
    return IntStream.range(0, units.size())
        .mapToObj(
            unit -> {
              float[] cosines = new float[rows.size()];
              for (int i = 0; i < cosines.length; i++) {
                cosines[i] = rows.get(i)[unit];
              }
              return cosines;
            })
        .toList();
  }

  @Override
  public Nearest<ComparedNeighbour> nearest(
      float[] unit, List<float[]> others, int wanted, @Nullable SharedFilter allowed) {
    boolean exact = !usesGraph || (allowed != null && isSmall(allowed));
    List<Object> arguments = new ArrayList<>();
    List<float[]> units = new ArrayList<>(List.of(unit));
    units.addAll(others);
    arguments.addAll(texts(units));
    StringBuilder sql =
        new StringBuilder("SELECT v.content_id, ")
            .append(cosines(units.size()))
            .append(" FROM ")
            .append(model.table())
            .append(" v");
    if (allowed != null) {
      sql.append(" WHERE EXISTS (SELECT 1 FROM akin.search_facts s")
          .append(" WHERE s.content_id = v.content_id AND ")
          .append(allowed.test())
          .append(')');
      arguments.addAll(allowed.arguments());
    }
    if (exact) {
      // An expression for which no index can be used.
      sql.append(" ORDER BY 2 DESC, 1 LIMIT ?");
    } else {
      sql.append(" ORDER BY v.vector <#> ?::halfvec LIMIT ?");
      arguments.add(text(unit));
    }
    arguments.add(wanted);
    List<ComparedNeighbour> found =
        connection.read(
            () -> {
              if (!exact) {
                useGraph(wanted);
              }
              return connection.list(
                  sql.toString(), row -> neighbour(row, others.size()), arguments.toArray());
            });
    return new Nearest<>(found, exact);
  }

  private void useGraph(int wanted) throws SQLException {
    connection.list(
        """
        SELECT set_config('hnsw.ef_search', ?, false),
          set_config('hnsw.iterative_scan', 'strict_order', false),
          set_config('hnsw.max_scan_tuples', ?, false)
        """,
        row -> row.getString(1),
        String.valueOf(Math.clamp(wanted, MIN_CANDIDATES, MAX_CANDIDATES)),
        String.valueOf(MAX_READ));
  }

  /// Returns whether a filter leaves so few photos that all are compared.
  private boolean isSmall(SharedFilter filter) {
    if (count <= FILTERED) {
      return true;
    }
    List<Object> arguments = new ArrayList<>(filter.arguments());
    arguments.add(FILTERED + 1);
    return connection.read(
            () ->
                connection
                    .longs(
                        "SELECT count(*) FROM (SELECT 1 FROM akin.search_facts s WHERE "
                            + filter.test()
                            + " LIMIT ?) few",
                        arguments.toArray())
                    .getFirst())
        <= FILTERED;
  }

  private static ComparedNeighbour neighbour(ResultSet row, int others) throws SQLException {
    List<Float> compared = new ArrayList<>();
    for (float cosine : floats(row, 3, others)) {
      compared.add(cosine);
    }
    return new ComparedNeighbour(row.getLong(1), row.getFloat(2), compared);
  }

  private static float[] floats(ResultSet row, int first, int length) throws SQLException {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = row.getFloat(first + i);
    }
    return values;
  }

  /// Returns expressions of the cosines with vectors that are arguments.
  private static String cosines(int units) {
    return String.join(", ", Collections.nCopies(units, "-(v.vector <#> ?::halfvec)"));
  }

  private static List<String> texts(List<float[]> units) {
    return units.stream().map(SharedSpace::text).toList();
  }

  /// Returns a vector as pgvector reads it.
  static String text(float[] unit) {
    StringBuilder text = new StringBuilder(12 * unit.length).append('[');
    for (int i = 0; i < unit.length; i++) {
      text.append(i == 0 ? "" : ",").append(unit[i]);
    }
    return text.append(']').toString();
  }

  /// Returns the unit vector of a text from pgvector, normalised to length 1.
  static float[] unit(String text) {
    double[] values =
        Arrays.stream(text.substring(1, text.length() - 1).split(","))
            .mapToDouble(Double::parseDouble)
            .toArray();
    double norm = Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    float[] unit = new float[values.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (norm == 0 ? 0 : values[i] / norm);
    }
    return unit;
  }
}
