package app.akin.core.ingest;

import app.akin.core.photo.PathText;
import app.akin.core.scan.CandidateRule;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FolderScanner;
import app.akin.core.store.Root;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;

/// A part of a root that a run scans.
///
/// @param root the root that contains the scope
/// @param start the folder to start from: the root itself or a folder in it
/// @param recursive whether subfolders are included
/// @param added whether this run added the root
/// @param unmounted folders of the root, relative to it, whose volume is not mounted now
/// @param included the patterns of [app.akin.core.scan.LeftOutFolders] that do not apply
record ScanScope(
    Root root,
    Path start,
    boolean recursive,
    boolean added,
    Set<String> unmounted,
    Set<String> included) {
  ScanScope(Root root, Path start, boolean recursive, boolean added) {
    this(root, start, recursive, added, Set.of(), Set.of());
  }

  /// Walks the scope folder by folder; returns false if the visitor stopped the walk.
  boolean walk(CandidateRule rule, Predicate<FolderListing> visitor) {
    FolderScanner walk =
        new FolderScanner(root.path(), root.exclusions(), included, root.minBytes(), rule);
    return recursive ? walk.scan(start, visitor) : walk.scanFolder(start, visitor);
  }

  /// Returns whether the scope is the complete root.
  boolean isWhole() {
    return recursive && start.equals(root.path());
  }

  /// Returns the start relative to the root; empty for the root itself.
  String relativeStart() {
    return PathText.relative(root.path(), start);
  }

  /// Returns whether a folder, relative to the root, is on a volume that is not mounted now.
  boolean isUnmounted(String folder) {
    return unmounted.stream().anyMatch(mount -> isInside(folder, mount));
  }

  /// Returns whether a folder equals a parent folder or is inside it, both relative to the root.
  static boolean isInside(String folder, String parent) {
    return parent.isEmpty() || folder.equals(parent) || folder.startsWith(parent + "/");
  }
}
