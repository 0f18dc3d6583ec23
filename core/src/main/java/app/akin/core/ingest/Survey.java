package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.FailureKind;
import app.akin.core.scan.CandidateRule;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FoundFile;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.KnownFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Looks through folders before any photo is read: counts what is new or changed, so that a run
/// knows its length, and what of the catalogue is not there any more. For one thread.
final class Survey {
  /// A file of the catalogue that was not found.
  ///
  /// @param folder its folder, relative to the root
  /// @param name its name in there
  record Missing(KnownFile file, String folder, String name) {}

  /// What a survey of one scope found.
  ///
  /// @param files files that may be photos
  /// @param missing files of the catalogue that were not found
  record Result(long files, List<Missing> missing) {}

  private final CatalogueReader reader;
  private final CandidateRule rule;
  private final long modelId;
  private final Retry retry;
  private final PhotoDecoder decoder;
  private final Progress progress;
  private final Predicate<Path> unsettled;
  private final BooleanSupplier stopped;
  private final Set<Long> arrived = new HashSet<>();
  private final boolean begun;

  /// @param unsettled whether a file may still be written: it is left for the next look
  Survey(
      CatalogueReader reader,
      CandidateRule rule,
      long modelId,
      Retry retry,
      PhotoDecoder decoder,
      Progress progress,
      Predicate<Path> unsettled,
      BooleanSupplier stopped) {
    this.reader = reader;
    this.rule = rule;
    this.modelId = modelId;
    this.retry = retry;
    this.decoder = decoder;
    this.progress = progress;
    this.unsettled = unsettled;
    this.stopped = stopped;
    // Nothing can have moved in a library that knows nothing yet.
    this.begun = reader.roots().stream().anyMatch(root -> reader.files(root.id()) > 0);
  }

  /// Whether a file must be read again.
  static boolean needsWork(
      @Nullable KnownFile known, FoundFile found, Retry retry, PhotoDecoder decoder) {
    if (known == null || known.size() != found.size() || known.modified() != found.modified()) {
      return true;
    }
    if (known.failure() == FailureKind.NEEDS_CODEC && !decoder.lacksCodec(found.name())) {
      return true; // it has appeared
    }
    return known.failure() != null
        ? retry.wants(found.path())
        : !known.embedded() || !known.thumbnailed();
  }

  Result look(Scope scope) {
    Walked walked = new Walked(scope);
    boolean whole =
        !Files.exists(scope.start(), LinkOption.NOFOLLOW_LINKS) || scope.walk(rule, walked::visit);
    if (whole) {
      walked.missVanishedFolders();
    }
    return new Result(walked.files, walked.missing);
  }

  /// Whether a file of a missing one's size and time was found where none had been known: it was
  /// moved, most likely. Tells once every scope has been looked through.
  boolean hasArrived(Missing missing) {
    return arrived.contains(trace(missing.file().size(), missing.file().modified()));
  }

  private static long trace(long size, long modified) {
    return modified * 31 + size;
  }

  /// One walk over one scope.
  private final class Walked {
    private final Scope scope;
    private final String start;
    private final Set<String> seen = new HashSet<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private long files;

    Walked(Scope scope) {
      this.scope = scope;
      this.start = scope.relativeStart();
    }

    boolean visit(FolderListing listing) {
      if (stopped.getAsBoolean()) {
        return false;
      }
      String folder = listing.relative();
      if (scope.isAway(folder)) {
        unreadable.add(folder);
        return true;
      }
      seen.add(folder);
      Map<String, KnownFile> known = reader.files(scope.root().id(), folder, modelId);
      long work = 0;
      long failedBefore = 0;
      for (FoundFile file : listing.files()) {
        KnownFile before = known.remove(file.name());
        if (begun && before == null) {
          arrived.add(trace(file.size(), file.modified()));
        }
        if (needsWork(before, file, retry, decoder) && !unsettled.test(file.path())) {
          work++;
        } else if (before != null && before.failure() != null) {
          failedBefore++;
        }
      }
      files += listing.files().size();
      progress.found(listing.files().size(), work, failedBefore);
      if (listing.complete()) {
        miss(folder, known);
      } else {
        unreadable.add(folder);
      }
      return true;
    }

    void missVanishedFolders() {
      if (!scope.deep() && (seen.contains(start) || unreadable.contains(start))) {
        return;
      }
      for (String folder : reader.directories(scope.root().id())) {
        boolean inside = scope.deep() ? Scope.isIn(folder, start) : folder.equals(start);
        if (inside
            && !seen.contains(folder)
            && !scope.isAway(folder)
            && unreadable.stream().noneMatch(up -> Scope.isIn(folder, up))) {
          miss(folder, reader.files(scope.root().id(), folder, modelId));
        }
      }
    }

    private void miss(String folder, Map<String, KnownFile> known) {
      known.forEach((name, file) -> missing.add(new Missing(file, folder, name)));
    }
  }
}
