package app.akin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Where everything that is not for people goes: Akin's own log and that of every library it uses.
final class LogFile {
  private static final int BYTES = 1 << 20;
  private static final int FILES = 3;

  private LogFile() {}

  /// Sends the process's log to a few rolling files of a megabyte in a folder, and none of it to
  /// the terminal. A folder that cannot be written costs the log and nothing else.
  ///
  /// @param root the logger above all others
  static void open(Logger root, Path folder) {
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.setLevel(Level.INFO);
    try {
      Files.createDirectories(folder);
      // %u parts processes that run at the same time, %g the generations of one.
      String pattern = folder.toString().replace("%", "%%") + "/akin-%u.%g.log";
      FileHandler handler = new FileHandler(pattern, BYTES, FILES, true);
      handler.setEncoding("UTF-8");
      handler.setFormatter(new Lines());
      root.addHandler(handler);
    } catch (IOException e) {
      root.setLevel(Level.OFF);
    }
  }

  /// Lets the file go; from then on nothing is logged.
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
