package app.akin.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;

/// Writes lines of text into a log. Replaces standard error while the window is open, because the
/// toolkit prints its errors there. Thread-safe.
final class LogStream extends OutputStream {
  private final Logger log;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private LogStream(Logger log) {
    this.log = log;
  }

  /// Returns a stream whose lines go to a log.
  static PrintStream of(Logger log) {
    return new PrintStream(new LogStream(log), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int value) {
    if (value != '\n') {
      line.write(value);
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
    line.reset();
    if (!text.isEmpty()) {
      log.info("{}", text);
    }
  }
}
