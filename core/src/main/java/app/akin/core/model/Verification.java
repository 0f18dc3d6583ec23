package app.akin.core.model;

/// What a model's files were held against when they came. Ever after they are held against the
/// record that was made then.
public enum Verification {
  /// The hashes of Akin's own list.
  LIST,
  /// The hashes that the hub stated for the pinned revision, because the list has none.
  HUB,
  /// The hashes that a cache of the hub names its files by.
  CACHE,
  /// Nothing but themselves: they were taken over from a folder or a ZIP file.
  ITSELF
}
