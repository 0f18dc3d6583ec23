package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.ContentId;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Judges known photos that an older version of Akin has not judged, or not as well: whether they
/// are black and white by their thumbnails, screenshots or panoramas by their stored facts. No
/// photo file is read, so unavailable photos are judged, too. A stopped pass continues in the next
/// run. For one thread.
final class KindsRefresh {
  /// Photos that are judged by their facts in one transaction.
  private static final int BATCH = 500;

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final PhotoDecoder decoder;
  private final Progress progress;
  private final Clock clock;
  private final BooleanSupplier stopped;

  KindsRefresh(
      CatalogueReader reader,
      CatalogueWriter writer,
      PhotoDecoder decoder,
      Progress progress,
      Clock clock,
      BooleanSupplier stopped) {
    this.reader = reader;
    this.writer = writer;
    this.decoder = decoder;
    this.progress = progress;
    this.clock = clock;
    this.stopped = stopped;
  }

  /// Judges what is outdated.
  void run() {
    long after = 0;
    do {
      after = writer.judgeFactsAgain(after, BATCH);
      writer.commit();
    } while (after > 0 && !stopped.getAsBoolean());
    judgeThumbnails();
  }

  private void judgeThumbnails() {
    List<ContentId> contents = reader.unjudged(PhotoDecoder.MONOCHROME_REVISION);
    if (contents.isEmpty()) {
      return;
    }
    progress.phase(IngestStatus.Phase.READING_FACTS);
    Instant lastCommit = clock.instant();
    for (int i = 0; i < contents.size() && !stopped.getAsBoolean(); i++) {
      ContentId content = contents.get(i);
      reader
          .thumbnail(content)
          .flatMap(decoder::isMonochrome)
          .ifPresent(
              monochrome ->
                  writer.putMonochrome(content, monochrome, PhotoDecoder.MONOCHROME_REVISION));
      progress.fraction((i + 1.0) / contents.size());
      Instant now = clock.instant();
      if (!now.isBefore(lastCommit.plus(COMMIT_INTERVAL))) {
        writer.commit();
        lastCommit = now;
      }
    }
    writer.commit();
  }
}
