package app.akin.core.ingest;

import app.akin.core.ingest.Job.Outcome;
import app.akin.core.ingest.Twins.Twin;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.FailureKind;
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

/// Writes what became of each file, in transactions of about half a second. For the writing thread.
final class CatalogueSink implements Pipeline.Sink {
  private static final Duration TRANSACTION = Duration.ofMillis(500);

  private final CatalogueWriter writer;
  private final long modelId;
  private final Precision precision;
  private final InFlight inFlight;
  private final Progress progress;
  private final Clock clock;
  private final Runnable committed;
  private final Map<ContentKey, Outcome> open = new HashMap<>();
  private Instant lastCommit;

  /// @param committed called after each commit
  CatalogueSink(
      CatalogueWriter writer,
      long modelId,
      Precision precision,
      InFlight inFlight,
      Progress progress,
      Clock clock,
      Runnable committed) {
    this.writer = writer;
    this.modelId = modelId;
    this.precision = precision;
    this.inFlight = inFlight;
    this.progress = progress;
    this.clock = clock;
    this.committed = committed;
    this.lastCommit = clock.instant();
  }

  @Override
  public void write(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      write(outcome);
      ContentKey key = outcome.key();
      if (key != null) {
        open.put(key, outcome);
      }
    }
  }

  private void write(Outcome outcome) {
    Job job = outcome.job();
    switch (outcome) {
      case Outcome.Taken taken -> {
        ContentId content = writer.content(taken.key(), job.file().size(), taken.facts());
        writer.file(
            job.rootId(),
            job.folder(),
            job.file().name(),
            job.file().size(),
            job.file().modified(),
            content);
        Sidecar.write(writer, job.rootId(), job.folder(), job.file());
        Twin twin = taken.twin();
        if (twin != null) {
          writer.twins(content, twin.content());
          if (!twin.stands()) {
            writer.sameEmbedding(content, taken.key(), twin.key(), modelId);
          }
        }
        if (taken.embedding() != null) {
          writer.embedding(
              content,
              taken.key(),
              modelId,
              precision,
              EmbeddingSource.ORIGINAL,
              taken.embedding());
        }
        if (taken.thumbnail() != null) {
          writer.thumbnail(taken.key(), taken.thumbnail());
        }
        progress.finished(taken.embedding() != null, false);
      }
      case Outcome.Failed failed -> {
        writer.failure(
            job.rootId(),
            job.folder(),
            job.file().name(),
            job.file().size(),
            job.file().modified(),
            failed.kind(),
            failed.detail());
        progress.finished(false, failed.kind() != FailureKind.TOO_SMALL);
      }
      case Outcome.Vanished _ -> progress.finished(false, false);
    }
  }

  @Override
  public List<Outcome> commitWhatIsDue(boolean last) {
    Instant now = clock.instant();
    if (!last && now.isBefore(lastCommit.plus(TRANSACTION))) {
      return List.of();
    }
    writer.commit();
    lastCommit = now;
    progress.sample();
    committed.run();
    // Only now: who asks the catalogue about a content before its commit would not find it there.
    List<Outcome> settled = new ArrayList<>();
    open.forEach(
        (key, outcome) -> inFlight.release(key).forEach(job -> settled.add(sameFor(job, outcome))));
    open.clear();
    return settled;
  }

  /// What became of one file, said of another with the same content.
  private static Outcome sameFor(Job job, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Taken taken ->
          new Outcome.Taken(job, taken.key(), taken.facts(), null, null, taken.twin());
      case Outcome.Failed failed ->
          new Outcome.Failed(job, failed.key(), failed.kind(), failed.detail());
      case Outcome.Vanished _ -> new Outcome.Vanished(job);
    };
  }
}
