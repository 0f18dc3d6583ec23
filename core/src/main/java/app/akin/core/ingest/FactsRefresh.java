package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.decode.ProbeResult;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FoundFile;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.DecoderStamp;
import app.akin.core.store.KnownFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the facts of known, unchanged files again that an older version of Akin has read. Nothing
/// is decoded or embedded; contents that are decoded differently now are marked as outdated. A
/// stopped pass continues in the next run; files that are unavailable keep their facts until they
/// return. For one thread.
final class FactsRefresh {
  private static final Logger log = LoggerFactory.getLogger(FactsRefresh.class);
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  /// Number of bytes that contain the metadata of nearly every JPEG.
  private static final int HEAD_BYTES = 1 << 18;

  /// The facts revision with which contents are stored as decoded by the current decoders.
  private static final int FIRST_WITH_DECODER = 3;

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final PhotoDecoder decoder;
  private final long modelId;
  private final long maxBytes;
  private final Progress progress;
  private final Clock clock;
  private final BooleanSupplier stopped;
  private final Set<Integer> outdatedRanks = new HashSet<>();
  private Instant lastCommit;
  private long total;
  private long done;

  /// @param maxBytes size of the largest file that is read
  FactsRefresh(
      CatalogueReader reader,
      CatalogueWriter writer,
      PhotoDecoder decoder,
      long modelId,
      long maxBytes,
      Progress progress,
      Clock clock,
      BooleanSupplier stopped) {
    this.reader = reader;
    this.writer = writer;
    this.decoder = decoder;
    this.modelId = modelId;
    this.maxBytes = maxBytes;
    this.progress = progress;
    this.clock = clock;
    this.stopped = stopped;
    this.lastCommit = clock.instant();
  }

  /// Reads what is outdated in the given scopes.
  ///
  /// @return the ranks of the files that must be decoded again, see [SiblingMatcher#rank]
  Set<Integer> run(List<ScanScope> scopes) {
    for (ScanScope scope : scopes) {
      total += reader.outdatedFacts(scope.root().id(), PhotoDecoder.FACTS_REVISION);
    }
    if (total > 0) {
      progress.phase(IngestStatus.Phase.READING_FACTS);
      for (ScanScope scope : scopes) {
        if (!scope.walk(IngestRun.RULE, listing -> visit(scope.root().id(), listing))) {
          break;
        }
      }
      writer.commit();
    }
    return outdatedRanks;
  }

  private boolean visit(long rootId, FolderListing listing) {
    Map<String, KnownFile> known = reader.files(rootId, listing.relative(), modelId);
    for (FoundFile file : listing.files()) {
      KnownFile before = known.get(file.name());
      if (before != null
          && before.contentId() != 0
          && before.factsRevision() < PhotoDecoder.FACTS_REVISION
          && before.size() == file.size()
          && before.modified() == file.modified()) {
        if (stopped.getAsBoolean()) {
          return false;
        }
        read(rootId, listing.relative(), file, before);
        progress.fraction((double) ++done / Math.max(done, total));
      }
    }
    return true;
  }

  private void read(long rootId, String folder, FoundFile file, KnownFile before) {
    probe(file)
        .ifPresent(
            probed -> {
              PhotoFacts facts = probed.facts();
              writer.putOwnFacts(
                  rootId, folder, file.name(), facts.metadata(), PhotoDecoder.FACTS_REVISION);
              if (before.factsRevision() < FIRST_WITH_DECODER
                  && probed.revision() > PhotoDecoder.revision(facts.format())) {
                writer.putDecoder(new ContentId(before.contentId()), DecoderStamp.OUTDATED);
                outdatedRanks.add(SiblingMatcher.rank(file.name()));
                progress.found(0, 1, 0);
              }
              Sidecar.write(writer, decoder, rootId, folder, file);
            });
    Instant now = clock.instant();
    if (!now.isBefore(lastCommit.plus(COMMIT_INTERVAL))) {
      writer.commit();
      lastCommit = now;
    }
  }

  /// Returns the facts of a file and how it is decoded; empty if it cannot be read now.
  private Optional<ProbeResult.Readable> probe(FoundFile file) {
    if (file.size() > maxBytes) {
      return Optional.empty();
    }
    try {
      if (file.size() > HEAD_BYTES) {
        byte[] head = head(file);
        if (isJpeg(head) && decoder.probe(head) instanceof ProbeResult.Readable readable) {
          return Optional.of(readable);
        }
      }
      byte[] bytes = Files.readAllBytes(file.path());
      return decoder.probe(bytes) instanceof ProbeResult.Readable readable
          ? Optional.of(readable)
          : Optional.empty();
    } catch (IOException e) {
      log.info("cannot read the facts of {}: {}", file.path(), e.toString());
      return Optional.empty();
    }
  }

  private static byte[] head(FoundFile file) throws IOException {
    try (InputStream in = Files.newInputStream(file.path())) {
      return in.readNBytes(HEAD_BYTES);
    }
  }

  private static boolean isJpeg(byte[] head) {
    return head.length > 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xD8;
  }
}
