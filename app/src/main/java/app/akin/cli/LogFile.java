package app.akin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// The log file of Akin and of its libraries.
final class LogFile {
  private static final int BYTES = 1 << 20;
  private static final int FILES = 3;

  private LogFile() {}

  /// Writes the log of the process to rotating files of one megabyte in a folder and nothing of it
  /// to the terminal. If the folder is not writable, nothing is logged.
  ///
  /// @param root the root logger
  static void open(Logger root, Path folder) {
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.setLevel(Level.INFO);
    try {
      Files.createDirectories(folder);
      // %u separates concurrent processes, %g the generations of one process.
      String pattern = folder.toString().replace("%", "%%") + "/akin-%u.%g.log";
      FileHandler handler = new FileHandler(pattern, BYTES, FILES, true);
      handler.setEncoding("UTF-8");
      handler.setFormatter(new Lines());
      root.addHandler(handler);
    } catch (IOException e) {
      root.setLevel(Level.OFF);
    }
  }

  /// Returns whether the log of the process is written to a file.
  static boolean isOpen(Logger root) {
    return Arrays.stream(root.getHandlers()).anyMatch(FileHandler.class::isInstance);
  }

  /// Closes the file; nothing is logged afterwards.
  static void close(Logger root) {
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
      handler.close();
    }
  }

  private static final class Lines extends Formatter {
    @Override
    public String format(LogRecord entry) {
      StringWriter text = new StringWriter();
      PrintWriter writer = new PrintWriter(text);
      writer.printf(
          "%s %s %s: %s%n",
          entry.getInstant(), entry.getLevel(), entry.getLoggerName(), formatMessage(entry));
      if (entry.getThrown() != null) {
        entry.getThrown().printStackTrace(writer);
      }
      return text.toString();
    }
  }
}
