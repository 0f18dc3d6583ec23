package app.akin.core.ingest;

import app.akin.core.ingest.FileChanges.Work;
import app.akin.core.photo.FailureKind;
import app.akin.core.scan.CandidateRule;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FoundFile;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.DecoderStamp;
import app.akin.core.store.FolderCounts;
import app.akin.core.store.KnownFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Scans folders before any photo is read: counts new and changed files, so that the length of the
/// run is known, and finds missing files. For one thread.
final class ChangeScan {
  /// A file of the catalogue that was not found on disk.
  ///
  /// @param folder the folder of the file, relative to the root
  /// @param name the file name
  record Missing(KnownFile file, String folder, String name) {}

  /// Result of scanning one scope.
  ///
  /// @param files number of files that may be photos
  /// @param missing files of the catalogue that were not found
  /// @param videos number of videos; they are counted but not indexed
  record Result(long files, List<Missing> missing, long videos) {}

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final CandidateRule rule;
  private final long modelId;
  private final FileChanges changes;
  private final Progress progress;
  private final Predicate<Path> recentlyChanged;
  private final BooleanSupplier stopped;
  private final Set<Long> newFiles = new HashSet<>();
  private final boolean libraryHasFiles;
  private final Map<Work, Set<Integer>> ranksWithWork = new EnumMap<>(Work.class);

  /// @param writer receives changes of sidecars, stamps and counts; not committed
  /// @param recentlyChanged tests whether a file may still be being written; such files are left
  ///   for the next scan
  ChangeScan(
      CatalogueReader reader,
      CatalogueWriter writer,
      CandidateRule rule,
      long modelId,
      FileChanges changes,
      Progress progress,
      Predicate<Path> recentlyChanged,
      BooleanSupplier stopped) {
    this.reader = reader;
    this.writer = writer;
    this.rule = rule;
    this.modelId = modelId;
    this.changes = changes;
    this.progress = progress;
    this.recentlyChanged = recentlyChanged;
    this.stopped = stopped;
    // In a library without files, no file can have been moved.
    this.libraryHasFiles =
        reader.roots().stream().anyMatch(root -> reader.fileCount(root.id()) > 0);
  }

  Result scan(ScanScope scope) {
    ScopeScan scopeScan = new ScopeScan(scope);
    boolean complete =
        !Files.exists(scope.start(), LinkOption.NOFOLLOW_LINKS)
            || scope.walk(rule, scopeScan::visit);
    if (complete) {
      scopeScan.addMissingFolders();
    }
    return new Result(scopeScan.files, scopeScan.missing, scopeScan.videos);
  }

  /// Returns whether the scan found files of a rank to read, see [SiblingMatcher#rank].
  boolean hasWork(Work work, int rank) {
    return ranksWithWork.getOrDefault(work, Set.of()).contains(rank);
  }

  /// Returns whether a new file has the size and modification time of a missing one, so that it was
  /// most likely moved. Valid once every scope has been scanned.
  boolean hasMoved(Missing missing) {
    return newFiles.contains(fingerprint(missing.file().size(), missing.file().modified()));
  }

  private static long fingerprint(long size, long modified) {
    return modified * 31 + size;
  }

  /// Scan of one scope.
  private final class ScopeScan {
    private final ScanScope scope;
    private final String start;
    private final Set<String> seen = new HashSet<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private final Map<String, FolderCounts> countsBefore;
    private long files;
    private long videos;

    ScopeScan(ScanScope scope) {
      this.scope = scope;
      this.countsBefore = reader.folderCounts(scope.root().id());
      this.start = scope.relativeStart();
    }

    boolean visit(FolderListing listing) {
      if (stopped.getAsBoolean()) {
        return false;
      }
      String folder = listing.relative();
      if (scope.isUnmounted(folder)) {
        unreadable.add(folder);
        return true;
      }
      seen.add(folder);
      Map<String, KnownFile> all = reader.files(scope.root().id(), folder, modelId);
      Map<String, KnownFile> known = new HashMap<>(all);
      Map<String, List<String>> siblings = SiblingMatcher.groupByShot(listing);
      Map<String, DecoderStamp> decoders = reader.decoders(scope.root().id(), folder);
      boolean keepsKeys = FileChanges.keepsKeys(listing, all);
      long work = 0;
      long failedBefore = 0;
      for (FoundFile file : listing.files()) {
        KnownFile before = known.remove(file.name());
        if (libraryHasFiles && before == null) {
          newFiles.add(fingerprint(file.size(), file.modified()));
        }
        Work todo = changes.work(before, decoders.get(file.name()), file, keepsKeys);
        if (todo != Work.NONE && !recentlyChanged.test(file.path())) {
          work++;
          ranksWithWork
              .computeIfAbsent(todo, _ -> new HashSet<>())
              .add(SiblingMatcher.rank(file.name()));
        } else if (before != null) {
          if (todo == Work.NONE && !before.stamp().equals(FileChanges.stamp(file))) {
            // The stamp was unknown, or the file system has no stable ids.
            writer.putFileStamp(scope.root().id(), folder, file.name(), FileChanges.stamp(file));
          }
          failedBefore += hasFailed(before) ? 1 : 0;
          if (before.contentId() != 0 && Sidecar.hasChanged(before, file)) {
            Sidecar.write(writer, changes.decoder(), scope.root().id(), folder, file);
          }
          linkSiblings(before, file, folder, siblings, all);
        }
      }
      recordCounts(
          folder,
          new FolderCounts(
              listing.videos(),
              listing.companions(),
              listing.others().count(),
              listing.others().examples()));
      files += listing.files().size();
      progress.found(listing.files().size(), work, failedBefore);
      if (listing.complete()) {
        addMissing(folder, known);
      } else {
        unreadable.add(folder);
      }
      return true;
    }

    /// Links files that became siblings without being changed, such as by a move.
    private void linkSiblings(
        KnownFile file,
        FoundFile found,
        String folder,
        Map<String, List<String>> siblings,
        Map<String, KnownFile> known) {
      if (file.contentId() == 0 || SiblingMatcher.rank(found.name()) == 0) {
        return;
      }
      List<String> others =
          SiblingMatcher.candidates(found, siblings).stream()
              .filter(
                  name -> {
                    KnownFile other = known.get(name);
                    return other != null
                        && other.contentId() != 0
                        && other.photoId() != file.photoId();
                  })
              .toList();
      if (!others.isEmpty()) {
        new SiblingMatcher(reader, modelId).link(writer, scope.root().id(), folder, found, others);
      }
    }

    private static boolean hasFailed(KnownFile file) {
      return file.failure() != null && file.failure() != FailureKind.TOO_SMALL;
    }

    private void recordCounts(String folder, FolderCounts counts) {
      videos += counts.videos();
      if (!countsBefore.getOrDefault(folder, FolderCounts.NONE).equals(counts)) {
        writer.setFolderCounts(scope.root().id(), folder, counts);
      }
    }

    void addMissingFolders() {
      if (!scope.recursive() && (seen.contains(start) || unreadable.contains(start))) {
        return;
      }
      Set<String> known = new TreeSet<>(countsBefore.keySet());
      known.addAll(reader.directories(scope.root().id()));
      for (String folder : known) {
        boolean inside =
            scope.recursive() ? ScanScope.isInside(folder, start) : folder.equals(start);
        if (inside
            && !seen.contains(folder)
            && !scope.isUnmounted(folder)
            && unreadable.stream().noneMatch(parent -> ScanScope.isInside(folder, parent))) {
          addMissing(folder, reader.files(scope.root().id(), folder, modelId));
          recordCounts(folder, FolderCounts.NONE);
        }
      }
    }

    private void addMissing(String folder, Map<String, KnownFile> known) {
      known.forEach((name, file) -> missing.add(new Missing(file, folder, name)));
    }
  }
}
