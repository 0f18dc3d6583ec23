package app.akin.core.library;

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
import java.util.function.DoublePredicate;

/// Puts new and changed photos into stacks. First computes the signatures of photos that have none,
/// from their thumbnails; no photo file is read. What a stopped update did not reach is left for
/// the next one. For one thread.
///
/// @param reader the catalogue
/// @param writer the same catalogue
/// @param decoder decodes thumbnails
/// @param modelId the model whose embeddings are used; 0 for none
/// @param clock the time between commits
record StackUpdate(
    CatalogueReader reader,
    CatalogueWriter writer,
    PhotoDecoder decoder,
    long modelId,
    Clock clock) {
  /// Photos whose signatures are computed between two reads of the catalogue.
  private static final int BATCH = 500;

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  /// The part of the time that the signatures of a new library take.
  private static final double SIGNATURES = 0.9;

  /// Updates the stacks.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @return whether the update is complete; false if it was stopped
  boolean run(DoublePredicate progress) {
    if (!sign(progress)) {
      return false;
    }
    boolean[] stopped = {false};
    new StackPass(reader, writer, modelId, PhotoDecoder.SIGNATURE_REVISION)
        .run(
            () -> {
              stopped[0] |= !progress.test(SIGNATURES);
              return stopped[0];
            });
    return !stopped[0];
  }

  private boolean sign(DoublePredicate progress) {
    List<ContentId> contents = reader.stacks().unsigned(PhotoDecoder.SIGNATURE_REVISION);
    Instant lastCommit = clock.instant();
    for (int from = 0; from < contents.size(); from += BATCH) {
      List<ContentId> batch = contents.subList(from, Math.min(contents.size(), from + BATCH));
      int done = from;
      for (Map.Entry<ContentId, PhotoRow> entry : reader.photos(batch).entrySet()) {
        if (!progress.test(SIGNATURES * done / contents.size())) {
          writer.commit();
          return false;
        }
        sign(entry.getKey(), entry.getValue());
        done++;
        Instant now = clock.instant();
        if (!now.isBefore(lastCommit.plus(COMMIT_INTERVAL))) {
          writer.commit();
          lastCommit = now;
        }
      }
    }
    writer.commit();
    return true;
  }

  private void sign(ContentId content, PhotoRow photo) {
    reader
        .thumbnail(content)
        .flatMap(decoder::signature)
        .ifPresent(
            signature ->
                writer
                    .stacks()
                    .putSignature(photo.key(), signature, PhotoDecoder.SIGNATURE_REVISION));
  }
}
