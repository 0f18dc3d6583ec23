package app.akin.desktop.models;

import java.util.List;

/// A model as shown in the window.
///
/// @param name the stable name
/// @param title the name given by its authors
/// @param download size of the download in bytes; 0 if nothing is downloaded
/// @param memory bytes of memory it needs; 0 if not measured
/// @param licence short name of the license
/// @param terms full text of the license; empty if unavailable
/// @param languages supported languages, as IETF tags; empty if unknown
/// @param installState whether and how it is installed
/// @param role its role in this library
/// @param covered number of photos indexed with it
/// @param coverable number of photos that can be indexed
public record ModelEntry(
    String name,
    String title,
    long download,
    long memory,
    String licence,
    String terms,
    List<String> languages,
    InstallState installState,
    Role role,
    long covered,
    long coverable) {
  /// Copies the list.
  public ModelEntry {
    languages = List.copyOf(languages);
  }

  /// The role of a model in a library.
  public enum Role {
    /// Answers queries.
    ANSWERS,
    /// The library is switching to it; it answers once it covers the photos.
    COMES,
    /// No hint.
    RESTS
  }

  /// Returns the indexed fraction of the library, from 0 to 1.
  public double coverage() {
    return coverable == 0 ? 1 : (double) covered / coverable;
  }
}
