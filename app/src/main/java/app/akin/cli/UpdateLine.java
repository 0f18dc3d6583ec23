package app.akin.cli;

import app.akin.core.photo.MigrationStatus;
import app.akin.i18n.Messages;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Prints the progress of updating a library of an older version: one line that is redrawn on a
/// terminal, otherwise a line every ten seconds. Prints on the caller's thread.
final class UpdateLine implements Consumer<MigrationStatus>, AutoCloseable {
  private static final Duration REDRAW = Duration.ofMillis(250);
  private static final Duration PLAIN = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;
  private final Terminal terminal;
  private final Messages messages;
  private final PercentLine line;
  private MigrationStatus.Phase phase = MigrationStatus.Phase.TABLES;
  private boolean begun;
  private long last;

  UpdateLine(Terminal terminal, Messages messages) {
    this(terminal, messages, System::nanoTime);
  }

  /// @param nanoTime returns the time, see [System#nanoTime]
  UpdateLine(Terminal terminal, Messages messages, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.terminal = terminal;
    this.messages = messages;
    line = new PercentLine(terminal, messages, "update.tables");
  }

  @Override
  public void accept(MigrationStatus status) {
    long now = nanoTime.getAsLong();
    boolean first = !begun;
    begun = true;
    if (terminal.interactive()) {
      if (first || status.phase() != phase || now - last >= REDRAW.toNanos()) {
        phase = status.phase();
        last = now;
        line.showText(text(status));
      }
    } else if (first) {
      last = now;
    } else if (now - last >= PLAIN.toNanos()) {
      last = now;
      terminal.errors().println(text(status));
    }
  }

  private String text(MigrationStatus status) {
    int percent = (int) (100 * Math.max(0, status.fraction()));
    String text =
        switch (status.phase()) {
          case TABLES -> messages.of("update.tables");
          case FACTS -> messages.of("update.facts", status.done(), status.total(), percent);
          case INDEXES -> messages.of("update.indexes");
          case PLACES -> messages.of("update.places", status.done(), status.total(), percent);
        };
    return text
        + status
            .remaining()
            .map(left -> messages.of("progress.left", new ProgressText(messages).time(left)))
            .orElse("");
  }

  /// Clears the line of a terminal.
  @Override
  public void close() {
    if (begun) {
      line.clear();
    }
  }
}
