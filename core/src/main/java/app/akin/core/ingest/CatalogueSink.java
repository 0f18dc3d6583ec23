package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.ingest.Job.Outcome;
import app.akin.core.ingest.SiblingMatcher.Sibling;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Precision;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.EmbeddingSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the outcome of each file to the catalogue in transactions of about half a second. For the
/// writing thread.
final class CatalogueSink implements Pipeline.Sink {
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  private final CatalogueWriter writer;
  private final PhotoDecoder decoder;
  private final long modelId;
  private final Precision precision;
  private final InFlightContents inFlight;
  private final Progress progress;
  private final Clock clock;
  private final Runnable afterCommit;
  private final Map<ContentKey, Outcome> uncommitted = new HashMap<>();
  private Instant lastCommit;

  /// @param decoder reads the facts from names and sidecars
  /// @param afterCommit called after each commit
  CatalogueSink(
      CatalogueWriter writer,
      PhotoDecoder decoder,
      long modelId,
      Precision precision,
      InFlightContents inFlight,
      Progress progress,
      Clock clock,
      Runnable afterCommit) {
    this.writer = writer;
    this.decoder = decoder;
    this.modelId = modelId;
    this.precision = precision;
    this.inFlight = inFlight;
    this.progress = progress;
    this.clock = clock;
    this.afterCommit = afterCommit;
    this.lastCommit = clock.instant();
  }

  @Override
  public void write(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      write(outcome);
      ContentKey key = outcome.key();
      if (key != null) {
        uncommitted.put(key, outcome);
      }
    }
  }

  private void write(Outcome outcome) {
    Job job = outcome.job();
    switch (outcome) {
      case Outcome.Indexed taken -> {
        ContentId content = writer.putContent(taken.key(), job.file().size(), taken.facts());
        writer.putDecoder(content, PhotoDecoder.revision(taken.facts().format()));
        writer.putFile(
            job.rootId(),
            job.folder(),
            job.file().name(),
            job.file().size(),
            job.file().modified(),
            content);
        putStamp(job);
        writer.putOwnFacts(
            job.rootId(),
            job.folder(),
            job.file().name(),
            taken.facts().metadata(),
            PhotoDecoder.FACTS_REVISION);
        Sidecar.write(writer, decoder, job.rootId(), job.folder(), job.file());
        Sibling sibling = taken.sibling();
        if (sibling != null) {
          writer.mergeSiblings(content, sibling.content());
          if (!sibling.isPrimary()) {
            writer.vectors().copyEmbedding(content, taken.key(), sibling.key(), modelId);
          }
        }
        if (taken.embedding() != null) {
          writer
              .vectors()
              .putEmbedding(
                  content,
                  taken.key(),
                  modelId,
                  precision,
                  EmbeddingSource.ORIGINAL,
                  taken.embedding());
        }
        if (taken.embedding() != null && taken.thumbnail() != null) {
          writer.vectors().markOtherEmbeddings(taken.key(), modelId);
        }
        Job.Thumbnail thumbnail = taken.thumbnail();
        if (thumbnail != null) {
          writer.putThumbnail(taken.key(), thumbnail.jpeg());
          writer.putMonochrome(content, thumbnail.monochrome(), PhotoDecoder.MONOCHROME_REVISION);
          if (thumbnail.signature() != null) {
            writer.stacks().putHash(content, thumbnail.signature());
          }
        }
        progress.finished(taken.embedding() != null, false);
      }
      case Outcome.Failed failed -> {
        writer.putFailure(
            job.rootId(),
            job.folder(),
            job.file().name(),
            job.file().size(),
            job.file().modified(),
            failed.kind(),
            failed.detail());
        putStamp(job);
        writer.putFailedDecoder(
            job.rootId(), job.folder(), job.file().name(), PhotoDecoder.failureRevision());
        progress.finished(false, failed.kind() != FailureKind.TOO_SMALL);
      }
      case Outcome.Vanished _ -> progress.finished(false, false);
    }
  }

  private void putStamp(Job job) {
    writer.putFileStamp(
        job.rootId(), job.folder(), job.file().name(), FileChanges.stamp(job.file()));
  }

  @Override
  public List<Outcome> commitIfDue(boolean last) {
    Instant now = clock.instant();
    if (!last && now.isBefore(lastCommit.plus(COMMIT_INTERVAL))) {
      return List.of();
    }
    writer.commit();
    lastCommit = now;
    progress.sample();
    afterCommit.run();
    // Release after the commit: before it, other threads would not find the content in the
    // catalogue.
    List<Outcome> released = new ArrayList<>();
    uncommitted.forEach(
        (key, outcome) ->
            inFlight.release(key).forEach(copy -> released.add(outcomeForCopy(copy, outcome))));
    uncommitted.clear();
    return released;
  }

  /// Returns the outcome of one file for another file with the same content.
  private static Outcome outcomeForCopy(InFlightContents.Waiting copy, Outcome outcome) {
    Job job = copy.job();
    PhotoFacts own = copy.facts();
    return switch (outcome) {
      case Outcome.Indexed taken ->
          new Outcome.Indexed(
              job, taken.key(), own == null ? taken.facts() : own, null, null, taken.sibling());
      case Outcome.Failed failed ->
          new Outcome.Failed(job, failed.key(), failed.kind(), failed.detail());
      case Outcome.Vanished _ -> new Outcome.Vanished(job);
    };
  }
}
