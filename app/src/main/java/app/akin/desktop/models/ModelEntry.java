package app.akin.desktop.models;

import app.akin.core.model.precision.PhotoTime;
import java.util.List;
import java.util.Optional;

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
/// @param prompts whether it embeds an image and a text together, which takes long for a library
/// @param photoTime time of a photo on this computer; empty if it was not measured
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
    long coverable,
    boolean prompts,
    Optional<PhotoTime> photoTime) {
  /// Copies the list.
  public ModelEntry {
    languages = List.copyOf(languages);
  }

  /// Creates a model that embeds images and texts apart.
  public ModelEntry(
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
    this(
        name,
        title,
        download,
        memory,
        licence,
        terms,
        languages,
        installState,
        role,
        covered,
        coverable,
        false,
        Optional.empty());
  }

  /// Returns the number of photos that are not indexed with it.
  public long missing() {
    return Math.max(0, coverable - covered);
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
