package app.akin.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The standard streams, in UTF-8 regardless of the system's encoding.
///
/// @param out results; flushed when the program exits
/// @param errors progress, notes and errors; flushed at every line
/// @param input standard input, opened on demand
/// @param interactive whether `errors` is a terminal on which a line can be redrawn
/// @param width the number of columns
/// @param piped whether `out` is a pipe, whose reader may stop reading, such as `head`
record Terminal(
    PrintStream out,
    PrintStream errors,
    Input input,
    boolean interactive,
    int width,
    boolean piped) {
  private static final int USUAL_WIDTH = 80;

  /// Opens standard input.
  interface Input {
    /// Returns the stream; the caller closes it.
    InputStream open() throws IOException;
  }

  /// Returns the streams of this process. The launcher passes as system properties whether there is
  /// a terminal (`akin.terminal`), its width (`akin.width`), whether standard output is a pipe
  /// (`akin.pipe`), and where it moved standard input (`akin.input`): descriptor 0 is then the real
  /// standard error, because the JVM's standard error passes through the launcher's filter.
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
        out,
        errors,
        input,
        live,
        width == null || width <= 0 ? USUAL_WIDTH : width,
        Boolean.getBoolean("akin.pipe"));
  }
}
