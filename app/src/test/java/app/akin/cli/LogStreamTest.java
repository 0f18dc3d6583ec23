package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Tests that printed lines become log records.
final class LogStreamTest {
  private static final String NAME = "app.akin.cli.LogStreamTest.errors";

  /// Prevents the logger from being garbage-collected with its handler.
  private final Logger logger = Logger.getLogger(NAME);

  @Test
  void eachLineIsOneRecord() {
    List<String> logged = new ArrayList<>();
    logger.setUseParentHandlers(false);
    logger.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            logged.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
    PrintStream errors = LogStream.of(LoggerFactory.getLogger(NAME));

    errors.println("Loading library glassgtk3 failed: größer");
    errors.print("an unfinished");
    errors.println(" line\r");
    errors.println();
    errors.print("not ended");

    assertThat(logged)
        .containsExactly("Loading library glassgtk3 failed: größer", "an unfinished line");
  }
}
