package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.FailureKind;
import app.akin.core.scan.CandidateRule;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FoundFile;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.KnownFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Looks through folders before any photo is read: counts what is new or changed, so that a run
/// knows its length, and what of the catalogue is not there any more. For one thread.
final class ChangeScan {
  /// A file of the catalogue that was not found.
  ///
  /// @param folder its folder, relative to the root
  /// @param name its name in there
  record Missing(KnownFile file, String folder, String name) {}

  /// What a survey of one scope found.
  ///
  /// @param files files that may be photos
  /// @param missing files of the catalogue that were not found
  /// @param videos videos, which are counted and not taken in
  record Result(long files, List<Missing> missing, long videos) {}

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final CandidateRule rule;
  private final long modelId;
  private final Retry retry;
  private final PhotoDecoder decoder;
  private final Progress progress;
  private final Predicate<Path> unsettled;
  private final BooleanSupplier stopped;
  private final Set<Long> arrived = new HashSet<>();
  private final boolean begun;
  private final boolean[] work = new boolean[Twins.RANKS];

  /// @param writer takes what is seen of sidecars and videos; not committed
  /// @param unsettled whether a file may still be written: it is left for the next look
  ChangeScan(
      CatalogueReader reader,
      CatalogueWriter writer,
      CandidateRule rule,
      long modelId,
      Retry retry,
      PhotoDecoder decoder,
      Progress progress,
      Predicate<Path> unsettled,
      BooleanSupplier stopped) {
    this.reader = reader;
    this.writer = writer;
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

  Result look(ScanScope scope) {
    Walked walked = new Walked(scope);
    boolean whole =
        !Files.exists(scope.start(), LinkOption.NOFOLLOW_LINKS) || scope.walk(rule, walked::visit);
    if (whole) {
      walked.missVanishedFolders();
    }
    return new Result(walked.files, walked.missing, walked.videos);
  }

  /// Whether files of a rank, see [Twins#rank], are new or changed.
  boolean hasWork(int rank) {
    return work[rank];
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
    private final ScanScope scope;
    private final String start;
    private final Set<String> seen = new HashSet<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private final Map<String, Long> videosBefore;
    private long files;
    private long videos;

    Walked(ScanScope scope) {
      this.scope = scope;
      this.videosBefore = reader.videos(scope.root().id());
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
      Map<String, KnownFile> all = reader.files(scope.root().id(), folder, modelId);
      Map<String, KnownFile> known = new HashMap<>(all);
      Map<String, List<String>> twins = Twins.groups(listing);
      long work = 0;
      long failedBefore = 0;
      for (FoundFile file : listing.files()) {
        KnownFile before = known.remove(file.name());
        if (begun && before == null) {
          arrived.add(trace(file.size(), file.modified()));
        }
        if (needsWork(before, file, retry, decoder) && !unsettled.test(file.path())) {
          work++;
          ChangeScan.this.work[Twins.rank(file.name())] = true;
        } else if (before != null) {
          failedBefore += hasFailed(before) ? 1 : 0;
          if (before.contentId() != 0 && Sidecar.hasChanged(before, file)) {
            Sidecar.write(writer, scope.root().id(), folder, file);
          }
          unite(before, file, folder, twins, all);
        }
      }
      count(folder, listing.videos());
      files += listing.files().size();
      progress.found(listing.files().size(), work, failedBefore);
      if (listing.complete()) {
        miss(folder, known);
      } else {
        unreadable.add(folder);
      }
      return true;
    }

    /// Files may have become neighbours without being read again.
    private void unite(
        KnownFile file,
        FoundFile found,
        String folder,
        Map<String, List<String>> twins,
        Map<String, KnownFile> known) {
      if (file.contentId() == 0 || Twins.rank(found.name()) == 0) {
        return;
      }
      List<String> others =
          Twins.of(found, twins).stream()
              .filter(
                  name -> {
                    KnownFile other = known.get(name);
                    return other != null
                        && other.contentId() != 0
                        && other.photoId() != file.photoId();
                  })
              .toList();
      if (!others.isEmpty()) {
        new Twins(reader, modelId).unite(writer, scope.root().id(), folder, found, others);
      }
    }

    private static boolean hasFailed(KnownFile file) {
      return file.failure() != null && file.failure() != FailureKind.TOO_SMALL;
    }

    private void count(String folder, long videosNow) {
      videos += videosNow;
      if (videosBefore.getOrDefault(folder, 0L) != videosNow) {
        writer.videos(scope.root().id(), folder, videosNow);
      }
    }

    void missVanishedFolders() {
      if (!scope.deep() && (seen.contains(start) || unreadable.contains(start))) {
        return;
      }
      Set<String> known = new TreeSet<>(videosBefore.keySet());
      known.addAll(reader.directories(scope.root().id()));
      for (String folder : known) {
        boolean inside = scope.deep() ? ScanScope.isIn(folder, start) : folder.equals(start);
        if (inside
            && !seen.contains(folder)
            && !scope.isAway(folder)
            && unreadable.stream().noneMatch(up -> ScanScope.isIn(folder, up))) {
          miss(folder, reader.files(scope.root().id(), folder, modelId));
          count(folder, 0);
        }
      }
    }

    private void miss(String folder, Map<String, KnownFile> known) {
      known.forEach((name, file) -> missing.add(new Missing(file, folder, name)));
    }
  }
}
