package app.akin.core.photo;

/// The state of a library. Parts are compared for equality only.
///
/// @param photos changes with the photos, their folders, stacks and dates, not with what the user
///   sets for them or with the text in them
/// @param all changes with every commit
public record LibraryRevision(String photos, String all) {
  /// The state of a library that does not exist yet.
  public static final LibraryRevision NONE = new LibraryRevision("", "");

  /// Returns a state with something added that both parts depend on.
  public LibraryRevision with(String more) {
    return new LibraryRevision(photos + more, all + more);
  }
}
