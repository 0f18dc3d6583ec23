package app.akin.desktop.indexing;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestStatus;
import app.akin.core.photo.MigrationStatus;
import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;

/// Texts about a run. JavaFX thread only.
final class IndexingTexts {
  private final Language language;

  IndexingTexts(Language language) {
    this.language = language;
  }

  /// Returns the current activity of a run.
  String activity(IngestStatus status) {
    return switch (status.throttle()) {
      case PAUSED -> language.of("indexing.paused");
      case ON_BATTERY -> language.of("indexing.battery");
      case FULL, GENTLE ->
          switch (status.phase()) {
            case LOOKING -> language.of("indexing.looking");
            case CHECKING -> language.of("indexing.checking");
            case TAKING_IN -> language.of("indexing.taking");
            case READING_FACTS -> language.of("indexing.facts");
            case INDEXING -> language.of("indexing.finishing");
            case STACKING -> language.of("indexing.stacking");
            case ENDED -> language.of("indexing.ending");
          };
    };
  }

  /// Returns progress, remaining time and rate, the least important last, as a narrow window
  /// truncates the end; empty if unknown.
  String figures(IngestStatus status) {
    List<String> parts = new ArrayList<>();
    switch (status.phase()) {
      case LOOKING -> parts.add(language.of("indexing.seen", status.files()));
      case CHECKING, READING_FACTS, INDEXING, STACKING ->
          parts.add(language.of("indexing.part", status.fraction()));
      case TAKING_IN -> {
        parts.add(language.of("indexing.count", status.done(), status.toDo()));
        boolean moving =
            switch (status.throttle()) {
              case FULL, GENTLE -> status.photosPerSecond() > 0;
              case PAUSED, ON_BATTERY -> false;
            };
        if (moving) {
          status.remaining().ifPresent(left -> parts.add(language.timeLeft(left)));
          parts.add(language.of("indexing.rate", status.photosPerSecond()));
        }
      }
      case ENDED -> {}
    }
    return String.join("  ·  ", parts);
  }

  /// Returns the outcome of a run.
  String done(IngestReport report) {
    if (report.stopped()) {
      return language.of("indexing.stopped", report.photos());
    }
    return report.embedded() == 0
        ? language.of("indexing.current", report.photos())
        : language.of("indexing.done", report.embedded(), report.photos());
  }

  /// Returns the completed fraction from 0 to 1, or a negative number if unknown.
  static double part(IngestStatus status) {
    return switch (status.phase()) {
      case LOOKING -> -1;
      case CHECKING, READING_FACTS, INDEXING, STACKING -> status.fraction();
      case TAKING_IN -> status.toDo() == 0 ? -1 : (double) status.done() / status.toDo();
      case ENDED -> 1;
    };
  }

  /// Returns the progress of updating the library.
  String update(MigrationStatus status) {
    String text =
        switch (status.phase()) {
          case TABLES -> language.of("update.tables");
          case FACTS -> language.of("update.facts", status.done(), status.total());
          case INDEXES -> language.of("update.indexes");
          case PLACES -> language.of("update.places", status.done(), status.total());
        };
    return status.remaining().map(left -> text + "  ·  " + language.timeLeft(left)).orElse(text);
  }
}
