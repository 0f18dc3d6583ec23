package app.akin.core.search;

import app.akin.core.photo.ContentKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The photos of a shared library that have a vector of one model. Every method throws an
/// [app.akin.core.photo.AkinException] of a `Share` kind if the server can't answer. For one
/// search.
///
/// @param <F> a filter
public interface SharedPhotos<F> {
  /// Opens the photos for a model.
  ///
  /// @param <F> a filter
  @FunctionalInterface
  interface Source<F> {
    /// Returns the photos.
    ///
    /// @param fingerprint the fingerprint of the model
    /// @param model the name of the model
    /// @throws app.akin.core.photo.AkinException `ShareWithoutModel` if the model has no vectors
    SharedPhotos<F> open(String fingerprint, String model);

    /// Returns the models that answer instead of another one while photos are still to be embedded
    /// with it: those with vectors of photos of which it has none, and of at least as many photos.
    /// The one with the most vectors comes first.
    ///
    /// @param fingerprint the fingerprint of the other model
    default List<Model> ahead(String fingerprint) {
      return List.of();
    }
  }

  /// A model with vectors in a shared library.
  ///
  /// @param fingerprint its fingerprint
  /// @param name its name in the shared library
  record Model(String fingerprint, String name) {}

  /// Returns the photos as a space.
  SearchSpace<F> space();

  /// Returns a filter that leaves out the photos that this library itself has published.
  ///
  /// @return null if it allows all photos
  /// @throws app.akin.core.photo.AkinException `ShareFactUnsupported`
  @Nullable F filter(SearchRequest.Filter filter);

  /// Returns which share of the photos of the shared library has a vector of the model, 0 to 1.
  double share();

  /// Returns the IDs of contents, of those that are in the shared library.
  Collection<Long> ids(Collection<ContentKey> keys);

  /// Returns the photos that a filter allows, newest first, those without a date last.
  List<Long> newest(F filter, int limit);

  /// Returns photos. Those that were withdrawn meanwhile are omitted.
  ///
  /// @param vectors whether their vectors are needed
  Map<Long, Row> rows(Collection<Long> ids, boolean vectors);

  /// A photo.
  ///
  /// @param photo what is known of it
  /// @param unit its unit vector; empty if vectors were not needed
  // Vectors are compared by cosine, never by equality.
  @SuppressWarnings("ArrayRecordComponent")
  record Row(SharedPhotoInfo photo, float[] unit) {}
}
