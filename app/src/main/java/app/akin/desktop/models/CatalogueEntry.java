package app.akin.desktop.models;

import java.util.List;

/// A model as the window shows it.
///
/// @param name what it is called everywhere; a stable word
/// @param title its own name, as its authors write it
/// @param download how many bytes are fetched for it; 0 where nothing is
/// @param memory how many bytes it takes at work; 0 where nobody measured it
/// @param licence its licence's short name
/// @param terms its licence in full; empty where Akin does not have it
/// @param languages the languages it reads, as IETF tags; empty where that is not known
/// @param holding whether and how it is here
/// @param role what it does in this library
/// @param covered how many pictures of the library it can find
/// @param coverable how many it could
public record CatalogueEntry(
    String name,
    String title,
    long download,
    long memory,
    String licence,
    String terms,
    List<String> languages,
    Holding holding,
    Role role,
    long covered,
    long coverable) {
  /// Keeps a copy.
  public CatalogueEntry {
    languages = List.copyOf(languages);
  }

  /// What a model does in a library.
  public enum Role {
    /// It answers.
    ANSWERS,
    /// The library moves over to it; it answers when it covers the photos.
    COMES,
    /// Nothing.
    RESTS
  }

  /// How much of the library it covers, 0 to 1.
  public double coverage() {
    return coverable == 0 ? 1 : (double) covered / coverable;
  }
}
