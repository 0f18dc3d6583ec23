package app.akin.core.search;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.Embedding;
import app.akin.core.search.FeatureCache.Feature;
import app.akin.core.search.IgnoredFeedback.Reason;
import app.akin.core.search.QueryPart.Feedback.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The photos of a query's feedback.
///
/// @param more the photos that are right, in the order in which they were marked
/// @param less the photos that are wrong, likewise
/// @param ignored the photos that are ignored
record MarkedPhotos(List<Marked> more, List<Marked> less, List<IgnoredFeedback> ignored) {
  /// No feedback.
  static final MarkedPhotos NONE = new MarkedPhotos(List.of(), List.of(), List.of());

  /// A photo.
  ///
  /// @param content its primary content; empty if it is not in the library
  /// @param part its raw feature and its weight; empty if they were not read
  record Marked(Optional<ContentId> content, Optional<WeightedFeature> part) {}

  /// Returns the photos without their features, which takes no model. A photo that was marked
  /// repeatedly has its last direction.
  ///
  /// @param embedder recognizes files of photos
  /// @throws app.akin.core.photo.AkinException `QueryImage` if a file can't be read
  static MarkedPhotos find(List<QueryPart> parts, QueryPartEmbedder embedder) {
    return of(
        known(parts, embedder),
        found -> Optional.of(new Marked(found.content(), Optional.empty())));
  }

  /// Returns the photos with their features; empty if superseded.
  ///
  /// @param stored returns the stored feature of a photo of the library
  /// @param superseded checked before each image that is not of the library
  /// @throws app.akin.core.photo.AkinException `QueryImage` if an image can't be used
  static Optional<MarkedPhotos> read(
      List<QueryPart> parts,
      QueryPartEmbedder embedder,
      ModelSession session,
      Function<ContentId, Optional<Embedding>> stored,
      BooleanSupplier superseded) {
    boolean[] stopped = {false};
    MarkedPhotos read =
        of(
            known(parts, embedder),
            found -> {
              Optional<Embedding> feature;
              if (found.content().isPresent()) {
                feature = stored.apply(found.content().get());
              } else {
                feature =
                    superseded.getAsBoolean()
                        ? Optional.empty()
                        : embedder
                            .embedImage(session, found.part().image(), Crop.WHOLE, superseded)
                            .map(Feature::embedding);
                stopped[0] |= feature.isEmpty();
              }
              return feature
                  .filter(embedding -> !embedding.isZero())
                  .map(
                      embedding ->
                          new Marked(
                              found.content(),
                              Optional.of(new WeightedFeature(embedding, found.part().weight()))));
            });
    return stopped[0] ? Optional.empty() : Optional.of(read);
  }

  /// A photo before its feature is read.
  ///
  /// @param content its primary content; empty if it is not in the library
  /// @param removed whether it is a photo that the library does not have any more
  private record Found(QueryPart.Feedback part, Optional<ContentId> content, boolean removed) {}

  private static List<Found> known(List<QueryPart> parts, QueryPartEmbedder embedder) {
    Map<Object, Found> found = new LinkedHashMap<>();
    for (QueryPart each : parts) {
      if (each instanceof QueryPart.Feedback part) {
        QueryImage image = embedder.recognize(part.image());
        Found one;
        if (image instanceof QueryImage.Photo(ContentId content)) {
          Optional<ContentId> primary = embedder.findPrimary(content);
          one = new Found(part, primary, primary.isEmpty());
        } else {
          one = new Found(part, Optional.empty(), false);
        }
        Object key = one.content().<Object>map(content -> content).orElse(image);
        found.remove(key);
        found.put(key, one);
      }
    }
    return List.copyOf(found.values());
  }

  private static MarkedPhotos of(List<Found> found, Function<Found, Optional<Marked>> reading) {
    if (found.isEmpty()) {
      return NONE;
    }
    List<Marked> more = new ArrayList<>();
    List<Marked> less = new ArrayList<>();
    List<IgnoredFeedback> ignored = new ArrayList<>();
    for (Found each : found) {
      List<Marked> list = each.part().direction() == Direction.MORE ? more : less;
      QueryImage image = each.part().image();
      if (each.removed()) {
        ignored.add(new IgnoredFeedback(image, Reason.REMOVED));
      } else if (list.size() >= QueryPart.Feedback.MAX) {
        ignored.add(new IgnoredFeedback(image, Reason.TOO_MANY));
      } else {
        reading
            .apply(each)
            .ifPresentOrElse(
                list::add, () -> ignored.add(new IgnoredFeedback(image, Reason.NOT_EMBEDDED)));
      }
    }
    return new MarkedPhotos(List.copyOf(more), List.copyOf(less), List.copyOf(ignored));
  }

  /// Returns the contents of the photos that are right, in their order.
  List<ContentId> moreContents() {
    return more.stream().flatMap(marked -> marked.content().stream()).toList();
  }

  /// Returns the contents of the photos that are wrong.
  Set<ContentId> lessContents() {
    Set<ContentId> contents = new LinkedHashSet<>();
    less.forEach(marked -> marked.content().ifPresent(contents::add));
    return contents;
  }

  /// Returns the features of the photos that are right.
  List<WeightedFeature> moreParts() {
    return more.stream().flatMap(marked -> marked.part().stream()).toList();
  }

  /// Returns the features of the photos that are wrong.
  List<WeightedFeature> lessParts() {
    return less.stream().flatMap(marked -> marked.part().stream()).toList();
  }

  /// Returns whether no photo counts.
  boolean isEmpty() {
    return more.isEmpty() && less.isEmpty();
  }
}
