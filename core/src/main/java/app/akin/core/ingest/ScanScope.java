package app.akin.core.ingest;

import app.akin.core.photo.PathText;
import app.akin.core.scan.CandidateRule;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FolderWalk;
import app.akin.core.store.Root;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;

/// A part of the disk that a run looks through.
///
/// @param root the library's folder it belongs to
/// @param start where to begin: the root itself or a folder in it
/// @param deep whether with all that is below
/// @param added whether this run added the root
/// @param away folders in the root, relative to it, whose volume is not mounted now
record ScanScope(Root root, Path start, boolean deep, boolean added, Set<String> away) {
  /// Walks the scope, folder by folder; false where the visitor stopped it.
  boolean walk(CandidateRule rule, Predicate<FolderListing> visitor) {
    FolderWalk walk = new FolderWalk(root.path(), root.exclusions(), root.minBytes(), rule);
    return deep ? walk.walk(start, visitor) : walk.look(start, visitor);
  }

  /// Whether it is the root with all that is below.
  boolean isWhole() {
    return deep && start.equals(root.path());
  }

  /// The start as seen from the root; empty for the root itself.
  String relativeStart() {
    return PathText.relative(root.path(), start);
  }

  /// Whether a folder, relative to the root, lies on a volume that is not mounted now.
  boolean isAway(String folder) {
    return away.stream().anyMatch(mount -> isIn(folder, mount));
  }

  /// Whether a folder is another or lies below it, both relative to the root.
  static boolean isIn(String folder, String parent) {
    return parent.isEmpty() || folder.equals(parent) || folder.startsWith(parent + "/");
  }
}
