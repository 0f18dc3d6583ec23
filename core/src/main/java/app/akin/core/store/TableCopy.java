package app.akin.core.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies the readable rows of one table into the same table of another database. Existing rows and
/// rows that violate a constraint are skipped. Not thread-safe.
final class TableCopy {
  private static final Logger log = LoggerFactory.getLogger(TableCopy.class);

  private final Session target;
  private final Session source;
  private final String table;
  private final long range;
  private long copied;

  /// @param range number of IDs read at a time
  TableCopy(Session target, Session source, String table, long range) {
    this.target = target;
    this.source = source;
    this.table = table;
    this.range = range;
  }

  /// Copies the rows and returns the number of copied rows.
  ///
  /// @param maxRows number of IDs tried if the table's last ID cannot be read
  long copy(long maxRows) throws SQLException {
    List<String> columns = columns(target);
    columns.retainAll(columns(source));
    if (columns.isEmpty()) {
      return 0;
    }
    String names = String.join(", ", columns);
    String select = "SELECT " + names + " FROM " + table;
    String insert =
        "INSERT OR IGNORE INTO "
            + table
            + " ("
            + names
            + ") VALUES ("
            + String.join(", ", Collections.nCopies(columns.size(), "?"))
            + ")";
    if (hasRowIds()) {
      long last = lastRowId(maxRows);
      for (long low = 1; low <= last; low += range) {
        copy(select, insert, columns.size(), low, Math.min(last, low + range - 1));
      }
    } else {
      try {
        insert(insert, source.list(select, row -> values(row, columns.size())));
      } catch (SQLException e) {
        log.info("cannot read table {}: {}", table, e.toString());
      }
    }
    return copied;
  }

  private void copy(String select, String insert, int columns, long low, long high)
      throws SQLException {
    List<@Nullable Object[]> rows;
    try {
      rows =
          source.list(
              select + " WHERE rowid BETWEEN ? AND ?", row -> values(row, columns), low, high);
    } catch (SQLException e) {
      if (low < high) {
        long middle = (low + high) >>> 1;
        copy(select, insert, columns, low, middle);
        copy(select, insert, columns, middle + 1, high);
      }
      return;
    }
    insert(insert, rows);
  }

  private void insert(String insert, List<@Nullable Object[]> rows) {
    for (@Nullable Object[] row : rows) {
      try {
        copied += target.update(insert, row);
      } catch (SQLException e) {
        log.debug("cannot copy a row of {}: {}", table, e.toString());
      }
    }
  }

  private long lastRowId(long maxRows) {
    try {
      return source.firstLong("SELECT max(rowid) FROM " + table).orElse(0);
    } catch (SQLException e) {
      return maxRows;
    }
  }

  private boolean hasRowIds() {
    try {
      target.firstLong("SELECT rowid FROM " + table + " LIMIT 1");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private List<String> columns(Session session) throws SQLException {
    return new ArrayList<>(
        session.list("SELECT name FROM pragma_table_info(?)", row -> row.getString(1), table));
  }

  private static @Nullable Object[] values(ResultSet row, int columns) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = row.getObject(i + 1);
    }
    return values;
  }
}
