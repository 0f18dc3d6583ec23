package app.akin.cli;

import app.akin.core.ingest.IngestStatus;
import app.akin.core.ingest.TextStatus;
import app.akin.core.ingest.Throttle;
import app.akin.core.photo.TextCounts;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.time.Duration;
import java.util.Optional;

/// Formats the progress of a run as text and as a bar.
///
/// @param messages texts
record ProgressText(Messages messages) {
  private static final int LEAST_BAR = 8;
  private static final int MOST_BAR = 30;

  /// Returns one line that fits into a number of columns: the most important figures first, and a
  /// bar if there is room.
  String bar(IngestStatus status, int width) {
    return bar(plain(status), part(status), width);
  }

  /// Returns one line with a bar, as [#bar(IngestStatus, int)] does.
  String bar(TextStatus status, int width) {
    TextCounts counts = status.counts();
    return bar(
        plain(status), counts.photos() == 0 ? -1 : (double) counts.read() / counts.photos(), width);
  }

  private static String bar(String words, double part, int width) {
    int room = Math.min(MOST_BAR, width - words.length() - 3);
    if (part < 0 || room < LEAST_BAR) {
      return Text.truncate(words, width);
    }
    int full = (int) Math.round(part * room);
    return "[" + "█".repeat(full) + "·".repeat(room - full) + "] " + words;
  }

  /// Returns the line without a bar.
  String plain(IngestStatus status) {
    return throttled(status.throttle(), phase(status));
  }

  /// Returns the line without a bar.
  String plain(TextStatus status) {
    return throttled(
        status.throttle(),
        messages.of("progress.text", status.counts().read(), status.counts().photos())
            + left(status.remaining()));
  }

  private String throttled(Throttle throttle, String words) {
    return switch (throttle) {
      case FULL, GENTLE -> words;
      case PAUSED -> messages.of("progress.paused", words);
      case ON_BATTERY -> messages.of("progress.battery", words);
    };
  }

  private String left(Optional<Duration> remaining) {
    return remaining.map(left -> messages.of("progress.left", time(left))).orElse("");
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
        yield count + left(status.remaining());
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
