package app.akin.core.query.sql;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// The numbers that stand for local times in `search_facts`.
public final class StoredTime {
  private StoredTime() {}

  /// Returns a local time as it is stored: milliseconds since 1970 in UTC.
  public static long milliseconds(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /// Returns the local time of a stored number of milliseconds.
  public static LocalDateTime time(long milliseconds) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(milliseconds), ZoneOffset.UTC);
  }
}
