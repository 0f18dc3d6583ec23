package app.akin.core.share;

import app.akin.core.store.SharedFolder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The leases of one library on shared folders. The clock of the server counts.
///
/// @param connection the server
/// @param desk the ID of this library in the shared one
record Leases(ShareConnection connection, UUID desk) {
  /// How long a lease lasts if it is not extended.
  static final Duration DURATION = Duration.ofMinutes(5);

  /// Takes or extends the lease of a folder.
  ///
  /// @return empty while another library has it
  Optional<Lease> take(SharedFolder folder) {
    return connection.write(
        () -> {
          List<Long> fences =
              connection.list(
                  "SELECT akin.take_lease(?, ?, ?, ?)",
                  row -> row.getObject(1, Long.class) == null ? -1L : row.getLong(1),
                  folder.folder(),
                  folder.prefix(),
                  desk,
                  (int) DURATION.toSeconds());
          if (fences.getFirst() < 0) {
            return Optional.empty();
          }
          return Optional.of(lease(folder, fences.getFirst()));
        });
  }

  private Lease lease(SharedFolder folder, long fence) throws SQLException {
    return connection
        .list(
            "SELECT epoch, sequence FROM akin.leases WHERE folder_id = ? AND path = ?",
            row -> new Lease(folder, fence, row.getString(1), row.getLong(2)),
            folder.folder(),
            folder.prefix())
        .getFirst();
  }

  /// Notes which entry of the outbox the transaction publishes, and keeps others from taking the
  /// lease until it ends.
  ///
  /// @return false if this library does not have the lease any more
  boolean hold(Lease lease, long sequence) throws SQLException {
    return connection.update(
            """
            UPDATE akin.leases SET sequence = greatest(sequence, ?)
            WHERE folder_id = ? AND path = ? AND desk_id = ? AND fence = ?
              AND expires > clock_timestamp()
            """,
            sequence,
            lease.folder().folder(),
            lease.folder().prefix(),
            desk,
            lease.fence())
        > 0;
  }

  /// Notes that the folder was published completely.
  ///
  /// @param epoch the history of this library
  void complete(Lease lease, String epoch) {
    connection.write(
        () ->
            connection.update(
                """
                UPDATE akin.leases SET epoch = ?
                WHERE folder_id = ? AND path = ? AND desk_id = ? AND fence = ?
                """,
                epoch,
                lease.folder().folder(),
                lease.folder().prefix(),
                desk,
                lease.fence()));
  }

  /// Returns the name of another library that has the lease of a folder or of a part of it; empty
  /// if there is none.
  Optional<String> owner(SharedFolder folder) {
    return connection.read(
        () ->
            connection
                .list(
                    """
                    SELECT d.name FROM akin.leases l JOIN akin.desks d ON d.id = l.desk_id
                    WHERE l.folder_id = ? AND l.desk_id <> ? AND l.expires > clock_timestamp()
                      AND akin.overlaps(l.path, ?)
                    LIMIT 1
                    """,
                    row -> row.getString(1),
                    folder.folder(),
                    desk,
                    folder.prefix())
                .stream()
                .findFirst());
  }
}
