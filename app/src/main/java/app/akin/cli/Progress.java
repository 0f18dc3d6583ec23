package app.akin.cli;

import app.akin.core.ingest.IngestStatus;
import app.akin.core.ingest.TextStatus;
import app.akin.i18n.Messages;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Shows the progress of a run until it is closed: one line that is redrawn several times a second
/// on a terminal, otherwise an occasional plain line. Draws on its own thread.
final class Progress implements AutoCloseable {
  private static final long REDRAW_MILLIS = 250;
  private static final long PLAIN_MILLIS = 10_000;
  private static final String TO_LINE_START = "\r";
  private static final String CLEAR_TO_END = "\u001b[K";

  private final ScheduledExecutorService drawing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("akin-progress").daemon().factory());
  private final Terminal terminal;
  private final Runnable finalText;

  /// @param finalText prints what has not been printed yet
  private Progress(Terminal terminal, Runnable finalText) {
    this.terminal = terminal;
    this.finalText = finalText;
  }

  /// Starts to show the progress of a run.
  static Progress show(Supplier<IngestStatus> status, Terminal terminal, Messages messages) {
    ProgressText text = new ProgressText(messages);
    PrintStream errors = terminal.errors();
    AtomicBoolean said = new AtomicBoolean();
    Runnable say =
        () ->
            status
                .get()
                .precisions()
                .filter(_ -> !said.getAndSet(true))
                .ifPresent(
                    table ->
                        errors.println(
                            (terminal.interactive() ? TO_LINE_START + CLEAR_TO_END : "")
                                + PrecisionText.sentence(table, messages)));
    return show(
        terminal, width -> text.bar(status.get(), width), () -> text.plain(status.get()), say);
  }

  /// Starts to show the progress of reading text.
  static Progress showText(Supplier<TextStatus> status, Terminal terminal, Messages messages) {
    ProgressText text = new ProgressText(messages);
    return show(
        terminal, width -> text.bar(status.get(), width), () -> text.plain(status.get()), () -> {});
  }

  /// @param bar returns a line for a number of columns
  /// @param plain returns the line without a bar
  /// @param say prints what is said once, before the line
  private static Progress show(
      Terminal terminal, IntFunction<String> bar, Supplier<String> plain, Runnable say) {
    AtomicReference<String> drawn = new AtomicReference<>("");
    Runnable draw =
        () -> {
          say.run();
          // Leaves one column free, because some terminals wrap when the last column is filled.
          String line =
              terminal.interactive()
                  ? TO_LINE_START + bar.apply(terminal.width() - 1) + CLEAR_TO_END
                  : plain.get() + System.lineSeparator();
          if (!line.equals(drawn.getAndSet(line))) {
            terminal.errors().print(line);
            terminal.errors().flush();
          }
        };
    Progress progress = new Progress(terminal, say);
    long period = terminal.interactive() ? REDRAW_MILLIS : PLAIN_MILLIS;
    var _ = progress.drawing.scheduleAtFixedRate(draw, period, period, TimeUnit.MILLISECONDS);
    return progress;
  }

  /// Stops and clears the line.
  @Override
  public void close() {
    drawing.shutdownNow();
    try {
      // Waits, so that no progress line follows later output.
      drawing.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (terminal.interactive()) {
      terminal.errors().print(TO_LINE_START + CLEAR_TO_END);
    }
    finalText.run();
    terminal.errors().flush();
  }
}
