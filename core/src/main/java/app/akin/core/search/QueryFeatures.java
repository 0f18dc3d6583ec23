package app.akin.core.search;

import app.akin.core.photo.Embedding;
import app.akin.core.search.FeatureCache.Feature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// The features of the parts of a query.
public final class QueryFeatures {
  private final List<Query.Part> images = new ArrayList<>();
  private final List<Query.Part> texts = new ArrayList<>();
  private final List<Query.Part> excluded = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> unknownTerms = new ArrayList<>();
  private final Set<Long> contents = new HashSet<>();

  private QueryFeatures() {}

  /// Computes the features of parts.
  ///
  /// @param superseded checked before each part
  /// @return empty if superseded
  /// @throws app.akin.core.photo.AkinException `QueryImage` if an image can't be used
  static Optional<QueryFeatures> of(
      List<QueryPart> parts,
      QueryPartEmbedder embedder,
      SearchSession session,
      BooleanSupplier superseded) {
    QueryFeatures features = new QueryFeatures();
    for (QueryPart part : parts) {
      if (superseded.getAsBoolean()) {
        return Optional.empty();
      }
      switch (part) {
        case QueryPart.Image(QueryImage image, Crop crop, double weight) -> {
          Feature feature = embedder.embedImage(session, image, crop);
          embedder
              .findContent(session, image, feature)
              .ifPresent(content -> features.contents.add(content.value()));
          features.images.add(new Query.Part(feature.embedding(), weight));
        }
        case QueryPart.Text(String text, double weight) -> {
          features.words.add(text);
          features.texts.add(features.part(text, weight, embedder, session));
        }
        case QueryPart.ExcludedText(String text, double weight) ->
            features.excluded.add(features.part(text, weight, embedder, session));
      }
    }
    return Optional.of(features);
  }

  private Query.Part part(
      String text, double weight, QueryPartEmbedder embedder, SearchSession session) {
    Embedding embedding = embedder.embedText(session, text).embedding();
    if (embedding.isZero()) {
      unknownTerms.add(text);
    }
    return new Query.Part(embedding, weight);
  }

  List<Query.Part> images() {
    return images;
  }

  List<Query.Part> texts() {
    return texts;
  }

  List<Query.Part> excluded() {
    return excluded;
  }

  /// Returns the query texts as typed.
  String words() {
    return String.join(" ", words);
  }

  /// Returns the texts that have no meaning for the model.
  List<String> unknownTerms() {
    return List.copyOf(unknownTerms);
  }

  /// Returns the contents of the query images that the library has.
  public Set<Long> contents() {
    return Set.copyOf(contents);
  }
}
