package app.akin.core.ingest;

import app.akin.core.ingest.ChangeScan.Missing;
import app.akin.core.photo.PathText;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.PendingConfirmation;
import app.akin.core.store.Root;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Handles missing files: removes them from the catalogue, or asks for confirmation if a root lost
/// most of its photos at once. Files that were moved, and files that still exist but are excluded
/// now, are no loss. For one thread.
final class MissingFiles {
  /// Fewer missing files are removed without confirmation, however small the root.
  private static final int MIN_LOSS = 5;

  private final CatalogueReader reader;
  private final CatalogueWriter writer;
  private final boolean acceptLoss;
  private final List<FileLoss> losses = new ArrayList<>();
  private long removed;

  /// @param acceptLoss whether losses are accepted without confirmation
  MissingFiles(CatalogueReader reader, CatalogueWriter writer, boolean acceptLoss) {
    this.reader = reader;
    this.writer = writer;
    this.acceptLoss = acceptLoss;
  }

  /// Handles the missing files of one scope. Not committed.
  ///
  /// @param moved tests whether a missing file was found elsewhere
  void process(ScanScope scope, List<Missing> missing, Predicate<Missing> moved) {
    Root root = scope.root();
    boolean pending = false;
    boolean accepted = acceptLoss;
    for (PendingConfirmation confirmation : reader.pendingConfirmations()) {
      if (confirmation.rootId() == root.id()
          && confirmation.kind() == PendingConfirmation.Kind.LOSS) {
        pending = true;
        // The confirmation was given for the root as a whole.
        accepted |= confirmation.accepted() && scope.isWhole();
      }
    }
    long known = missing.isEmpty() && !pending ? 0 : reader.fileCount(root.id());
    List<Missing> lost = List.of();
    if (!accepted && (pending || isMost(missing.size(), known))) {
      lost = missing.stream().filter(moved.negate()).toList();
      lost = withoutReplacement(root, lost);
    }
    // While a confirmation is pending, a scan of a part of the root removes nothing.
    boolean keepLost = isMost(lost.size(), known) || (pending && !accepted && !scope.isWhole());
    if (keepLost) {
      if (isMost(lost.size(), known)) {
        writer
            .roots()
            .requestConfirmation(root.id(), PendingConfirmation.Kind.LOSS, lost.size(), known);
        losses.add(new FileLoss(root.path(), lost.size(), known));
      }
      Set<Missing> kept = Set.copyOf(lost);
      missing = missing.stream().filter(file -> !kept.contains(file)).toList();
    } else if (pending && (scope.isWhole() || acceptLoss)) {
      writer.roots().removeConfirmation(root.id());
    }
    writer.removeFiles(missing.stream().map(file -> file.file().id()).toList());
    removed += missing.size();
  }

  /// Returns the number of files removed from the catalogue.
  long removed() {
    return removed;
  }

  /// Returns the losses that need confirmation.
  List<FileLoss> losses() {
    return List.copyOf(losses);
  }

  private static boolean isMost(long lost, long known) {
    return lost >= MIN_LOSS && 2 * lost > known;
  }

  /// Returns the missing files that are neither on disk, nor excluded by a rule, nor in the library
  /// at another path.
  private List<Missing> withoutReplacement(Root root, List<Missing> missing) {
    Set<Long> elsewhere =
        Arrays.stream(
                reader.duplicatedElsewhere(missing.stream().map(file -> file.file().id()).toList()))
            .boxed()
            .collect(Collectors.toSet());
    return missing.stream()
        .filter(file -> !elsewhere.contains(file.file().id()))
        .filter(
            file -> {
              Path folder = PathText.resolve(root.path(), file.folder());
              Path path = PathText.resolve(folder, file.name());
              return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
            })
        .toList();
  }
}
