package app.akin.core.model.install;

/// The source of the hashes that a model's files were verified against when they were installed.
/// Later checks use the record that was written then.
public enum Verification {
  /// The hashes in Akin's model list.
  LIST,
  /// The hashes that the hub reported for the pinned revision, because the list has none.
  HUB,
  /// The hashes in the blob names of the local hub cache.
  CACHE,
  /// None: the model was imported from a folder or a ZIP file.
  ITSELF
}
