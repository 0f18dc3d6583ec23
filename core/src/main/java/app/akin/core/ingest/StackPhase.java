package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.ContentId;
import app.akin.core.stack.StackPass;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.PhotoRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Puts new and changed photos into stacks. First computes the signatures of photos that an older
/// version has indexed, from their thumbnails; no photo file is read. What a stopped phase did not
/// reach is left for the next run. For one thread.
final class StackPhase {
  /// Photos whose signatures are computed between two reads of the catalogue.
  private static final int BATCH = 500;

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final PhotoDecoder decoder;
  private final long modelId;
  private final Progress progress;
  private final Clock clock;
  private final BooleanSupplier stopped;

  StackPhase(
      CatalogueReader reader,
      CatalogueWriter writer,
      PhotoDecoder decoder,
      long modelId,
      Progress progress,
      Clock clock,
      BooleanSupplier stopped) {
    this.reader = reader;
    this.writer = writer;
    this.decoder = decoder;
    this.modelId = modelId;
    this.progress = progress;
    this.clock = clock;
    this.stopped = stopped;
  }

  void run() {
    sign();
    if (!stopped.getAsBoolean()) {
      new StackPass(reader, writer, modelId, PhotoDecoder.SIGNATURE_REVISION).run(stopped);
    }
  }

  private void sign() {
    List<ContentId> contents = reader.stacks().unsigned(PhotoDecoder.SIGNATURE_REVISION);
    if (contents.isEmpty()) {
      return;
    }
    progress.phase(IngestStatus.Phase.READING_FACTS);
    Instant lastCommit = clock.instant();
    for (int from = 0; from < contents.size() && !stopped.getAsBoolean(); from += BATCH) {
      List<ContentId> batch = contents.subList(from, Math.min(contents.size(), from + BATCH));
      for (Map.Entry<ContentId, PhotoRow> entry : reader.photos(batch).entrySet()) {
        reader
            .thumbnail(entry.getKey())
            .flatMap(decoder::signature)
            .ifPresent(
                signature ->
                    writer
                        .stacks()
                        .putSignature(
                            entry.getValue().key(), signature, PhotoDecoder.SIGNATURE_REVISION));
        Instant now = clock.instant();
        if (!now.isBefore(lastCommit.plus(COMMIT_INTERVAL))) {
          writer.commit();
          lastCommit = now;
        }
      }
      progress.fraction((from + batch.size()) / (double) contents.size());
    }
    writer.commit();
  }
}
