package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.AkinException;
import app.akin.core.share.PublishReport;
import app.akin.core.share.PublishStatus;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Publishes the shared folders of a library, with progress.
///
/// @param akin the options
/// @param context the terminal and the texts
/// @param shutdown stops publishing on a signal
record Publishing(AkinCommand akin, Context context, ShutdownHook shutdown) {
  /// How far the clocks may differ without a note.
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

  /// Publishes.
  ///
  /// @return whether it was not stopped
  boolean run(PhotoLibrary library) {
    Messages messages = context.messages();
    AtomicBoolean stopped = new AtomicBoolean();
    shutdown.onShutdown(() -> stopped.set(true));
    PercentLine line = new PercentLine(context.terminal(), messages, "share.publishing");
    PublishReport report;
    try {
      report = library.share().publish(status -> line.showText(text(status)), stopped::get);
    } finally {
      line.clear();
    }
    print(report);
    return !stopped.get();
  }

  /// Publishes after a run, which a problem does not fail.
  ///
  /// @return whether it was not stopped
  boolean runAfterIndexing(PhotoLibrary library) {
    try {
      return !library.share().isPublishing() || run(library);
    } catch (AkinException e) {
      context.terminal().errors().println(context.messages().of(e));
      return true;
    }
  }

  private String text(PublishStatus status) {
    Messages messages = context.messages();
    return messages.of(
        "share.publishing",
        status.done(),
        status.total(),
        status.remaining().isPresent() ? 1 : 0,
        status.remaining().map(left -> new ProgressText(messages).time(left)).orElse(""));
  }

  private void print(PublishReport report) {
    Messages messages = context.messages();
    PrintStream errors = context.terminal().errors();
    if (akin.json()) {
      context
          .terminal()
          .out()
          .println(
              new JsonLine()
                  .with("published", report.photos())
                  .with("vectors", report.vectors())
                  .with("waiting", report.waiting())
                  .with("busy", report.isBusy()));
    } else if (report.isBusy()) {
      context.terminal().out().println(messages.of("share.busy"));
    } else {
      context
          .terminal()
          .out()
          .println(messages.of("share.published", report.photos(), report.waiting()));
    }
    for (PublishReport.Elsewhere elsewhere : report.elsewhere()) {
      errors.println(messages.of("share.elsewhere", Text.visible(elsewhere.desk())));
    }
    warnOfClock(report.clockOffset());
  }

  /// Prints a note if the clock of this computer is off.
  void warnOfClock(Duration offset) {
    if (offset.abs().compareTo(CLOCK_TOLERANCE) > 0) {
      Messages messages = context.messages();
      context
          .terminal()
          .errors()
          .println(
              messages.of(
                  "share.clock",
                  new ProgressText(messages).time(offset.abs()),
                  offset.isNegative() ? 1 : 0));
    }
  }
}
