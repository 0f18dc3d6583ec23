package app.akin.core.ingest;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.decode.ProbeResult;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.ingest.Job.Outcome;
import app.akin.core.ingest.Job.Thumbnail;
import app.akin.core.ingest.SiblingMatcher.Sibling;
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

/// Prepares one file in the decode pool: a single read serves key, facts, pixels and thumbnail.
/// Thread-safe.
final class DecodeStage {
  /// Result of preparing a file.
  sealed interface Step {
    /// The file needs no embedding.
    record Finished(Outcome outcome) implements Step {}

    /// The image is ready for the model.
    ///
    /// @param pixels input of the image tower
    /// @param thumbnail the thumbnail; null if the library already has one
    /// @param sibling the sibling file found; null if there is none
    // Instances are passed on once and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Prepared(
        Job job,
        ContentKey key,
        PhotoFacts facts,
        @Nullable Thumbnail thumbnail,
        @Nullable Sibling sibling,
        PreparedImage pixels)
        implements Step {}

    /// Another file with the same content is in progress; this one waits for it.
    record Waiting() implements Step {}
  }

  private static final Logger log = LoggerFactory.getLogger(DecodeStage.class);

  /// Memory is counted in blocks of this many bytes, so that the budget fits the permits of a
  /// semaphore.
  private static final int BLOCK = 1 << 16;

  /// Far longer than the largest image takes on a slow, busy machine.
  private static final TimeLimit TIME_LIMIT = new TimeLimit(Duration.ofMinutes(3));

  private final CatalogueReader reader;
  private final PhotoDecoder decoder;
  private final EmbeddingModel model;
  private final long modelId;
  private final SiblingMatcher siblings;
  private final InFlightContents inFlight;
  private final long maxBytes;
  private final int blocks;
  private final Semaphore budget;
  private final DecodePurpose purpose;
  private volatile boolean foundNew;

  /// @param maxBytes size of the largest file that is read
  /// @param decodeBudget number of bytes that decoding may use at a time, over all threads
  DecodeStage(
      CatalogueReader reader,
      PhotoDecoder decoder,
      EmbeddingModel model,
      long modelId,
      InFlightContents inFlight,
      long maxBytes,
      long decodeBudget) {
    this.reader = reader;
    this.decoder = decoder;
    this.model = model;
    this.modelId = modelId;
    this.siblings = new SiblingMatcher(reader, modelId);
    this.inFlight = inFlight;
    this.maxBytes = maxBytes;
    this.blocks = Math.clamp(decodeBudget / BLOCK, 1, Integer.MAX_VALUE);
    this.budget = new Semaphore(blocks, true);
    this.purpose = new DecodePurpose.Indexing(model.imageSide());
  }

  /// Returns whether a photo was found that the model has not embedded, even if it is not prepared
  /// yet.
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
    if (bytes.length != job.file().size() && hasChanged(job)) {
      return new Step.Finished(new Outcome.Vanished(job));
    }
    ContentKey key = decoder.key(bytes);
    ProbeResult probed = decoder.probe(bytes);
    // A copy has the same content, but its own metadata.
    PhotoFacts own =
        probed instanceof ProbeResult.Readable(PhotoFacts facts, int _, long _) ? facts : null;
    if (!inFlight.claim(key, new InFlightContents.Waiting(job, own))) {
      return new Step.Waiting();
    }
    try {
      return switch (probed) {
        case ProbeResult.Failed failure -> failed(job, key, failure.kind(), failure.detail());
        case ProbeResult.Readable readable -> prepare(job, key, readable, bytes);
      };
    } catch (AkinException e) {
      throw e;
    } catch (RuntimeException e) {
      // A bug triggered by one photo must not end the run; the log has the stack trace.
      log.error("unexpected exception while preparing {}", job.file().path(), e);
      return failed(job, key, FailureKind.DAMAGED, "fault: " + e);
    }
  }

  /// Returns whether a file differs from the scanned one: it is being written, and the next run
  /// reads it.
  private static boolean hasChanged(Job job) {
    try {
      return Files.size(job.file().path()) != job.file().size();
    } catch (IOException e) {
      return true;
    }
  }

  private Step prepare(Job job, ContentKey key, ProbeResult.Readable readable, byte[] bytes)
      throws InterruptedException {
    PhotoFacts facts = readable.facts();
    if (Math.min(facts.width(), facts.height()) < job.minPixels()) {
      String size = "has " + facts.width() + " by " + facts.height() + " pixels";
      return failed(job, key, FailureKind.TOO_SMALL, size);
    }
    Sibling sibling = siblings.find(job, facts).orElse(null);
    Optional<KnownContent> known = reader.content(key, modelId);
    boolean represented =
        (sibling != null && sibling.isPrimary())
            || known.map(KnownContent::hasPrimarySibling).orElse(false);
    // Decoded before the pixels of such files changed: thumbnail and vector are made again.
    int revision = Math.min(readable.revision(), PhotoDecoder.revision(facts.format()));
    boolean outdated = reader.decoder(key).orElse(revision) < revision;
    boolean embedded =
        represented
            || (!outdated && known.map(KnownContent::embedded).orElse(false))
            || (sibling != null
                && reader.vectors().embedding(sibling.content(), modelId).isPresent());
    boolean thumbnailed =
        represented || (!outdated && known.map(KnownContent::thumbnailed).orElse(false));
    if (embedded && thumbnailed) {
      return new Step.Finished(new Outcome.Indexed(job, key, facts, null, null, sibling));
    }
    boolean needsVector = !embedded;
    boolean needsThumbnail = !thumbnailed;
    if (needsVector) {
      foundNew = true;
    }
    int cost = Math.clamp(readable.memory() / BLOCK + 1, 1, blocks);
    budget.acquire(cost);
    // A decoder that never returns keeps its share of the budget, since it also keeps the memory.
    Optional<Step> inTime =
        TIME_LIMIT.run(
            () -> decode(job, key, bytes, needsVector, needsThumbnail, sibling),
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
      @Nullable Sibling sibling) {
    return switch (decoder.decode(bytes, purpose)) {
      case DecodeResult.Failed failure -> failed(job, key, failure.kind(), failure.detail());
      case DecodeResult.Decoded decoded -> {
        Thumbnail thumbnail =
            needsThumbnail
                ? new Thumbnail(decoded.thumbnail(), decoded.monochrome(), decoded.signature())
                : null;
        yield needsVector
            ? new Step.Prepared(
                job, key, decoded.facts(), thumbnail, sibling, model.prepare(decoded.raster()))
            : new Step.Finished(
                new Outcome.Indexed(job, key, decoded.facts(), thumbnail, null, sibling));
      }
    };
  }

  private static Step failed(Job job, @Nullable ContentKey key, FailureKind kind, String detail) {
    return new Step.Finished(new Outcome.Failed(job, key, kind, detail));
  }
}
