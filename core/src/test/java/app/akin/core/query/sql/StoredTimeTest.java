package app.akin.core.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests local times as they are stored.
final class StoredTimeTest {
  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00, 0",
    "1969-12-31T23:59:59.999, -1",
    "1826-01-01T00:00, -4544208000000",
    "2024-02-29T12:34:56.789, 1709210096789"
  })
  void aLocalTimeIsStoredInMilliseconds(LocalDateTime time, long milliseconds) {
    assertThat(StoredTime.milliseconds(time)).isEqualTo(milliseconds);
    assertThat(StoredTime.time(milliseconds)).isEqualTo(time);
  }
}
