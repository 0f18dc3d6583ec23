package app.akin.cli;

import app.akin.core.model.install.FetchStatus;
import app.akin.core.model.install.ModelFetch;
import app.akin.core.photo.DataSize;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;

/// Shows the progress of a download or import of a model in one line of the terminal.
///
/// @param context terminal and texts
record FetchLine(Context context) {
  private static final long REDRAW_MILLIS = 250;

  /// Shows the progress until the work has ended.
  void follow(ModelFetch fetch) throws InterruptedException {
    PercentLine line = new PercentLine(context.terminal(), context.messages(), "models.looking");
    while (!fetch.isDone()) {
      line.showText(text(fetch.status()));
      Thread.sleep(REDRAW_MILLIS);
    }
    line.clear();
  }

  private String text(FetchStatus status) {
    Messages messages = context.messages();
    return switch (status.phase()) {
      case WAITING -> messages.of("models.waiting");
      case LOOKING -> messages.of("models.looking");
      case FETCHING -> figures("models.getting", status);
      case COPYING -> figures("models.copying", status);
      case VERIFYING, ENDED -> figures("models.verifying", status);
    };
  }

  private String figures(String key, FetchStatus status) {
    Messages messages = context.messages();
    StringBuilder text =
        new StringBuilder(
            messages.of(
                key,
                Text.visible(status.name()),
                DataSize.occupiedMegabytes(status.bytes()),
                DataSize.occupiedMegabytes(status.total()),
                status.total() == 0 ? 0 : 100 * status.bytes() / status.total()));
    if (status.bytesPerSecond() > 0) {
      text.append(
          messages.of("models.getting.rate", DataSize.megabytesPerSecond(status.bytesPerSecond())));
    }
    status
        .remaining()
        .ifPresent(
            left ->
                text.append(messages.of("progress.left", new ProgressText(messages).time(left))));
    return text.toString();
  }
}
