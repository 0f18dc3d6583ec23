package app.akin.core.ingest;

import app.akin.core.scan.CandidateRule;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FoundFile;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.KnownFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Looks through folders before any photo is read: counts what is new or changed, so that a run
/// knows its length, and takes what is gone out of the catalogue, so that a moved file finds its
/// photo free. For one thread.
final class Survey {
  /// What a survey of one scope found.
  ///
  /// @param files files that may be photos
  /// @param gone files of the catalogue that are no more
  /// @param looksAbsent the scope is an empty folder that held photos before: a mount point whose
  ///   volume is away, most likely
  record Result(long files, long gone, boolean looksAbsent) {}

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final CandidateRule rule;
  private final long modelId;
  private final boolean retry;
  private final Progress progress;
  private final BooleanSupplier stopped;

  Survey(
      CatalogueReader reader,
      CatalogueWriter writer,
      CandidateRule rule,
      long modelId,
      boolean retry,
      Progress progress,
      BooleanSupplier stopped) {
    this.reader = reader;
    this.writer = writer;
    this.rule = rule;
    this.modelId = modelId;
    this.retry = retry;
    this.progress = progress;
    this.stopped = stopped;
  }

  /// Whether a file must be read again.
  static boolean needsWork(@Nullable KnownFile known, FoundFile found, boolean retry) {
    if (known == null || known.size() != found.size() || known.modified() != found.modified()) {
      return true;
    }
    return known.failure() != null ? retry : !known.embedded() || !known.thumbnailed();
  }

  Result look(Scope scope) {
    Walked walked = new Walked(scope);
    boolean whole = scope.walk(rule, walked::visit);
    if (walked.looksAbsent) {
      return new Result(0, 0, true);
    }
    if (whole) {
      walked.forgetVanishedFolders();
    }
    return new Result(walked.files, walked.gone, false);
  }

  /// One walk over one scope.
  private final class Walked {
    private final Scope scope;
    private final String start;
    private final Set<String> seen = new HashSet<>();
    private final List<String> unreadable = new ArrayList<>();
    private long files;
    private long gone;
    private boolean looksAbsent;

    Walked(Scope scope) {
      this.scope = scope;
      this.start = scope.relativeStart();
    }

    boolean visit(FolderListing listing) {
      if (stopped.getAsBoolean()) {
        return false;
      }
      if (listing.empty() && listing.relative().equals(start) && !knownFolders().isEmpty()) {
        looksAbsent = true;
        return false;
      }
      seen.add(listing.relative());
      Map<String, KnownFile> known = reader.files(scope.root().id(), listing.relative(), modelId);
      long work = 0;
      long failedBefore = 0;
      for (FoundFile file : listing.files()) {
        KnownFile before = known.remove(file.name());
        if (needsWork(before, file, retry)) {
          work++;
        } else if (before != null && before.failure() != null) {
          failedBefore++;
        }
      }
      files += listing.files().size();
      progress.found(listing.files().size(), work, failedBefore);
      if (listing.complete()) {
        forget(known);
      } else {
        unreadable.add(listing.relative());
      }
      return true;
    }

    void forgetVanishedFolders() {
      for (String folder : knownFolders()) {
        if (!seen.contains(folder) && unreadable.stream().noneMatch(up -> isIn(folder, up))) {
          forget(reader.files(scope.root().id(), folder, modelId));
        }
      }
    }

    private List<String> knownFolders() {
      return reader.directories(scope.root().id()).stream()
          .filter(folder -> isIn(folder, start))
          .toList();
    }

    private void forget(Map<String, KnownFile> known) {
      writer.gone(known.values().stream().map(KnownFile::id).toList());
      gone += known.size();
    }

    private static boolean isIn(String folder, String parent) {
      return parent.isEmpty() || folder.equals(parent) || folder.startsWith(parent + "/");
    }
  }
}
