package app.akin.core.ingest;

import app.akin.core.photo.PathText;
import app.akin.core.scan.CandidateRule;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FolderWalk;
import app.akin.core.store.Root;
import java.nio.file.Path;
import java.util.function.Predicate;

/// A part of the disk that a run looks through.
///
/// @param root the library's folder it belongs to
/// @param start where to begin: the root itself or a folder in it
/// @param added whether this run added the root
record Scope(Root root, Path start, boolean added) {
  /// Walks the scope, folder by folder; false where the visitor stopped it.
  boolean walk(CandidateRule rule, Predicate<FolderListing> visitor) {
    return new FolderWalk(root.path(), root.exclusions(), rule).walk(start, visitor);
  }

  /// The start as seen from the root; empty for the root itself.
  String relativeStart() {
    return PathText.relative(root.path(), start);
  }
}
