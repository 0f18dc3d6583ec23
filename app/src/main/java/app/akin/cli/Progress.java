package app.akin.cli;

import app.akin.core.ingest.IngestStatus;
import app.akin.i18n.Messages;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Shows how far a run is until it is closed: on a terminal one line that is drawn again a few
/// times a second, otherwise a plain line now and then. It draws on a thread of its own.
final class Progress implements AutoCloseable {
  private static final long REDRAW_MILLIS = 250;
  private static final long PLAIN_MILLIS = 10_000;
  private static final String TO_LINE_START = "\r";
  private static final String CLEAR_TO_END = "\u001b[K";

  private final ScheduledExecutorService drawing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("akin-progress").daemon().factory());
  private final Terminal terminal;
  private final Runnable last;

  /// @param last says what was not said yet
  private Progress(Terminal terminal, Runnable last) {
    this.terminal = terminal;
    this.last = last;
  }

  /// Begins to show where a run stands.
  static Progress show(Supplier<IngestStatus> status, Terminal terminal, Messages messages) {
    ProgressText text = new ProgressText(messages);
    PrintStream errors = terminal.errors();
    AtomicReference<String> drawn = new AtomicReference<>("");
    AtomicBoolean said = new AtomicBoolean();
    Runnable say =
        () ->
            status
                .get()
                .check()
                .filter(_ -> !said.getAndSet(true))
                .ifPresent(
                    table ->
                        errors.println(
                            (terminal.live() ? TO_LINE_START + CLEAR_TO_END : "")
                                + PrecisionText.sentence(table, messages)));
    Runnable draw =
        () -> {
          say.run();
          // One column stays free: some terminals begin a new line when the last is filled.
          String line =
              terminal.live()
                  ? TO_LINE_START + text.bar(status.get(), terminal.width() - 1) + CLEAR_TO_END
                  : text.plain(status.get()) + System.lineSeparator();
          if (!line.equals(drawn.getAndSet(line))) {
            errors.print(line);
            errors.flush();
          }
        };
    Progress progress = new Progress(terminal, say);
    long period = terminal.live() ? REDRAW_MILLIS : PLAIN_MILLIS;
    var _ = progress.drawing.scheduleAtFixedRate(draw, period, period, TimeUnit.MILLISECONDS);
    return progress;
  }

  /// Stops and leaves the line empty for what is said next.
  @Override
  public void close() {
    drawing.shutdownNow();
    try {
      // A line that is being drawn must not follow the last words.
      drawing.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (terminal.live()) {
      terminal.errors().print(TO_LINE_START + CLEAR_TO_END);
    }
    last.run();
    terminal.errors().flush();
  }
}
