package app.akin.cli;

import app.akin.core.ingest.IngestStatus;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.time.Duration;

/// Formats the progress of a run as text and as a bar.
///
/// @param messages texts
record ProgressText(Messages messages) {
  private static final int LEAST_BAR = 8;
  private static final int MOST_BAR = 30;

  /// Returns one line that fits into a number of columns: the most important figures first, and a
  /// bar if there is room.
  String bar(IngestStatus status, int width) {
    String words = plain(status);
    int room = Math.min(MOST_BAR, width - words.length() - 3);
    double part = part(status);
    if (part < 0 || room < LEAST_BAR) {
      return Text.truncate(words, width);
    }
    int full = (int) Math.round(part * room);
    return "[" + "█".repeat(full) + "·".repeat(room - full) + "] " + words;
  }

  /// Returns the line without a bar.
  String plain(IngestStatus status) {
    return switch (status.throttle()) {
      case FULL, GENTLE -> phase(status);
      case PAUSED -> messages.of("progress.paused", phase(status));
      case ON_BATTERY -> messages.of("progress.battery", phase(status));
    };
  }

  private String phase(IngestStatus status) {
    return switch (status.phase()) {
      case LOOKING -> messages.of("progress.looking", status.files());
      case CHECKING -> messages.of("progress.checking", percent(part(status)));
      case TAKING_IN -> {
        String count =
            messages.of("progress.taking", status.done(), status.toDo(), percent(part(status)));
        if (status.failed() > 0) {
          count += messages.of("progress.failed", status.failed());
        }
        if (status.photosPerSecond() > 0) {
          count += messages.of("progress.rate", status.photosPerSecond());
        }
        yield count
            + status.remaining().map(left -> messages.of("progress.left", time(left))).orElse("");
      }
      case READING_FACTS -> messages.of("progress.facts", percent(part(status)));
      case INDEXING -> messages.of("progress.indexing", percent(part(status)));
      case STACKING -> messages.of("progress.stacking", percent(part(status)));
      case ENDED -> messages.of("progress.ended");
    };
  }

  /// Returns the completed fraction from 0 to 1, or a negative number if it is unknown.
  private static double part(IngestStatus status) {
    return switch (status.phase()) {
      case LOOKING -> -1;
      case TAKING_IN ->
          status.toDo() == 0 ? -1 : Math.clamp((double) status.done() / status.toDo(), 0, 1);
      case CHECKING, READING_FACTS, INDEXING, STACKING -> Math.clamp(status.fraction(), 0, 1);
      case ENDED -> 1;
    };
  }

  /// Returns whole percent, rounded down, so that 100 means done.
  private static int percent(double part) {
    return part < 0 ? 0 : (int) (100 * part);
  }

  /// Returns a rounded duration as text.
  String time(Duration left) {
    long seconds = left.toSeconds();
    if (seconds < 60) {
      return messages.of("time.seconds", Math.max(1, seconds));
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 60
        ? messages.of("time.minutes", minutes)
        : messages.of("time.hours", minutes / 60, minutes % 60);
  }
}
