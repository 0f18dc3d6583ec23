package app.akin.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where the program reads and writes, in UTF-8 whatever the system's encoding is.
///
/// @param out results; flushed when the program ends
/// @param errors everything else: progress, notes, what went wrong; flushed at every line
/// @param input what a `-` reads, opened when it is asked for
/// @param live whether `errors` is a terminal that a line can be drawn on again and again
/// @param width the terminal's columns
record Terminal(PrintStream out, PrintStream errors, Input input, boolean live, int width) {
  private static final int USUAL_WIDTH = 80;

  /// Opens the standard input.
  interface Input {
    /// The stream, which the caller closes.
    InputStream open() throws IOException;
  }

  /// The process's own streams. The launcher says by properties what only it can know: whether
  /// there is a terminal (`akin.terminal`), how wide it is (`akin.width`), and that it has put the
  /// real standard error where standard input usually is, with the input moved to the file that
  /// `akin.input` names: the JVM's own standard error passes through the launcher's filter.
  static Terminal ofProcess() {
    String moved = System.getProperty("akin.input", "");
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            false,
            StandardCharsets.UTF_8);
    PrintStream errors =
        new PrintStream(
            new FileOutputStream(moved.isEmpty() ? FileDescriptor.err : FileDescriptor.in),
            true,
            StandardCharsets.UTF_8);
    Input input = moved.isEmpty() ? () -> System.in : () -> new FileInputStream(moved);
    boolean live = Boolean.getBoolean("akin.terminal");
    Integer width = Integer.getInteger("akin.width");
    return new Terminal(
        out, errors, input, live, width == null || width <= 0 ? USUAL_WIDTH : width);
  }
}
