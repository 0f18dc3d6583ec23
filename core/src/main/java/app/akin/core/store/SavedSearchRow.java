package app.akin.core.store;

import app.akin.core.photo.ContentKey;
import app.akin.core.query.GivenName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A saved search as stored.
///
/// @param id its ID; 0 for one that is not stored yet
/// @param name its name
/// @param line the typed line
/// @param folder the folder to which it is restricted, in the form of
///   [app.akin.core.photo.PathText]; null for all
/// @param balance the balance of images and texts
/// @param useKind whether images stand for their kind of thing
/// @param sort the stored word of the order
/// @param seen the highest ID of a photo when the results were last shown
/// @param parts the parts in their order
public record SavedSearchRow(
    long id,
    GivenName name,
    String line,
    @Nullable String folder,
    double balance,
    boolean useKind,
    String sort,
    long seen,
    List<Part> parts) {
  /// Copies the parts.
  public SavedSearchRow {
    parts = List.copyOf(parts);
  }

  /// What a part is. The words are stored and must not change.
  public enum Kind {
    /// A query image.
    IMAGE,
    /// A query text.
    TEXT,
    /// An excluded text.
    EXCLUDED,
    /// A fact.
    FACT,
    /// A photo that is right.
    MORE,
    /// A photo that is wrong.
    LESS
  }

  /// A part.
  ///
  /// @param kind what it is
  /// @param text the text, the fact in canonical form, or the name of the image or photo
  /// @param weight its weight
  /// @param crop the part of the image: left, top, width and height, separated by blanks; null for
  ///   other parts
  /// @param key the key of a photo of the library that is the image; null for another image
  /// @param copy a small JPEG of the image; null for other parts
  // A copy is stored and shown, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Part(
      Kind kind,
      String text,
      double weight,
      @Nullable String crop,
      @Nullable ContentKey key,
      byte @Nullable [] copy) {}
}
