package app.akin.core.ingest;

import app.akin.core.decode.Decoding;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.decode.Probe;
import app.akin.core.decode.Purpose;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.ingest.Job.Outcome;
import app.akin.core.ingest.Twins.Twin;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.KnownContent;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the decode pool does with one file: one read serves key, facts, pixels and thumbnail.
/// Thread-safe.
final class DecodeStage {
  /// What a worker makes of a file.
  sealed interface Step {
    /// Nothing is left to compute.
    record Finished(Outcome outcome) implements Step {}

    /// The picture is ready for the model.
    ///
    /// @param pixels what the image tower takes
    /// @param thumbnail null where the library has one
    /// @param twin the twin that was found; null for none
    // A step is handed on once and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Prepared(
        Job job,
        ContentKey key,
        PhotoFacts facts,
        byte @Nullable [] thumbnail,
        @Nullable Twin twin,
        float[] pixels)
        implements Step {}

    /// Another file with the same content is on its way; this one waits for it.
    record Waiting() implements Step {}
  }

  private static final Logger log = LoggerFactory.getLogger(DecodeStage.class);

  /// Memory is counted in blocks of this many bytes, so that a budget fits a semaphore.
  private static final int BLOCK = 1 << 16;

  /// Far more than the largest picture takes on a slow machine that does other things as well.
  private static final TimeLimit TIME_LIMIT = new TimeLimit(Duration.ofMinutes(3));

  private final CatalogueReader reader;
  private final PhotoDecoder decoder;
  private final EmbeddingModel model;
  private final long modelId;
  private final Twins twins;
  private final InFlight inFlight;
  private final long maxBytes;
  private final int blocks;
  private final Semaphore budget;
  private final Purpose purpose;
  private volatile boolean foundNew;

  /// @param maxBytes the largest file that is read
  /// @param decodeBudget how many bytes decoding may take at once, over all threads
  DecodeStage(
      CatalogueReader reader,
      PhotoDecoder decoder,
      EmbeddingModel model,
      long modelId,
      InFlight inFlight,
      long maxBytes,
      long decodeBudget) {
    this.reader = reader;
    this.decoder = decoder;
    this.model = model;
    this.modelId = modelId;
    this.twins = new Twins(reader, modelId);
    this.inFlight = inFlight;
    this.maxBytes = maxBytes;
    this.blocks = Math.clamp(decodeBudget / BLOCK, 1, Integer.MAX_VALUE);
    this.budget = new Semaphore(blocks, true);
    this.purpose = new Purpose.Indexing(model.pictureSide());
  }

  /// Whether a photo came that the model has not embedded yet, prepared by now or not.
  boolean foundNew() {
    return foundNew;
  }

  Step prepare(Job job) throws InterruptedException {
    if (job.file().size() > maxBytes) {
      return failed(job, null, FailureKind.TOO_LARGE, job.file().size() + " bytes");
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(job.file().path());
    } catch (NoSuchFileException e) {
      return new Step.Finished(new Outcome.Vanished(job));
    } catch (AccessDeniedException e) {
      return failed(job, null, FailureKind.UNREADABLE, "no permission to read it");
    } catch (IOException e) {
      return failed(job, null, FailureKind.UNREADABLE, String.valueOf(e.getMessage()));
    }
    if (bytes.length != job.file().size() && isChanging(job)) {
      return new Step.Finished(new Outcome.Vanished(job));
    }
    ContentKey key = decoder.key(bytes);
    if (!inFlight.claim(key, job)) {
      return new Step.Waiting();
    }
    try {
      return switch (decoder.probe(bytes)) {
        case Probe.Refused refused -> failed(job, key, refused.kind(), refused.detail());
        case Probe.Readable readable -> prepare(job, key, readable.facts(), bytes);
      };
    } catch (AkinException e) {
      throw e;
    } catch (RuntimeException e) {
      // A fault of ours on one photo must not end the run; the log has what is needed to mend it.
      log.error("fault while preparing {}", job.file().path(), e);
      return failed(job, key, FailureKind.DAMAGED, "fault: " + e);
    }
  }

  /// Whether a file is another than the walk saw: it is being written, and the next run takes it.
  private static boolean isChanging(Job job) {
    try {
      return Files.size(job.file().path()) != job.file().size();
    } catch (IOException e) {
      return true;
    }
  }

  private Step prepare(Job job, ContentKey key, PhotoFacts facts, byte[] bytes)
      throws InterruptedException {
    if (Math.min(facts.width(), facts.height()) < job.minPixels()) {
      String size = "has " + facts.width() + " by " + facts.height() + " pixels";
      return failed(job, key, FailureKind.TOO_SMALL, size);
    }
    Twin twin = twins.find(job, facts).orElse(null);
    Optional<KnownContent> known = reader.content(key, modelId);
    boolean stoodFor =
        (twin != null && twin.stands()) || known.map(KnownContent::stoodFor).orElse(false);
    boolean embedded =
        stoodFor
            || known.map(KnownContent::embedded).orElse(false)
            || (twin != null && reader.embedding(twin.content(), modelId).isPresent());
    boolean thumbnailed = stoodFor || known.map(KnownContent::thumbnailed).orElse(false);
    if (embedded && thumbnailed) {
      return new Step.Finished(new Outcome.Taken(job, key, facts, null, null, twin));
    }
    boolean needsVector = !embedded;
    boolean needsThumbnail = !thumbnailed;
    if (needsVector) {
      foundNew = true;
    }
    int cost = Math.clamp(PhotoDecoder.memory(facts) / BLOCK + 1, 1, blocks);
    budget.acquire(cost);
    // A decoder that does not come back keeps its part of the budget: it keeps the memory, too.
    Optional<Step> inTime =
        TIME_LIMIT.run(
            () -> decode(job, key, bytes, needsVector, needsThumbnail, twin),
            () -> budget.release(cost));
    if (inTime.isPresent()) {
      return inTime.get();
    }
    String limit = "took longer than " + TIME_LIMIT.limit().toSeconds() + " seconds";
    return failed(job, key, FailureKind.TIMED_OUT, limit);
  }

  private Step decode(
      Job job,
      ContentKey key,
      byte[] bytes,
      boolean needsVector,
      boolean needsThumbnail,
      @Nullable Twin twin) {
    return switch (decoder.decode(bytes, purpose)) {
      case Decoding.Refused refused -> failed(job, key, refused.kind(), refused.detail());
      case Decoding.Decoded decoded -> {
        byte @Nullable [] thumbnail = needsThumbnail ? decoded.thumbnail() : null;
        yield needsVector
            ? new Step.Prepared(
                job, key, decoded.facts(), thumbnail, twin, model.prepare(decoded.raster()))
            : new Step.Finished(
                new Outcome.Taken(job, key, decoded.facts(), thumbnail, null, twin));
      }
    };
  }

  private static Step failed(Job job, @Nullable ContentKey key, FailureKind kind, String detail) {
    return new Step.Finished(new Outcome.Failed(job, key, kind, detail));
  }
}
