package app.akin.core.search;

import app.akin.core.index.Neighbour;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Embedding;
import app.akin.core.store.CatalogueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Replaces query images by the kind of thing they show: the mean of the images and of the photos
/// nearest to them. The expansion by nearest photos is that of the BASIC method for composed
/// retrieval (Psomas and others, i-CIR, 2025).
///
/// @param catalogue the vectors of the nearest photos
/// @param session the model and its index
record KindExpansion(CatalogueReader catalogue, SearchSession session) {
  /// Returns the one part that replaces all images; it has the length of their mean. Returns the
  /// images unchanged if there are none.
  ///
  /// @param excluded the contents of the query images, which count once
  List<WeightedFeature> expand(List<WeightedFeature> images, Set<Long> excluded) {
    Optional<Embedding> mean = WeightedFeature.meanOf(images);
    return mean.isEmpty() ? images : List.of(new WeightedFeature(expand(mean.get(), excluded), 1));
  }

  private Embedding expand(Embedding mean, Set<Long> excluded) {
    int count = session.ranking().expansion();
    List<ContentId> nearest =
        session
            .modelIndex()
            .index()
            .nearest(mean.unit(), count + excluded.size(), null)
            .best()
            .stream()
            .map(Neighbour::id)
            .filter(id -> !excluded.contains(id))
            .limit(count)
            .map(ContentId::new)
            .toList();
    List<WeightedFeature> directions = new ArrayList<>(List.of(direction(mean)));
    catalogue
        .vectors()
        .embeddings(nearest, session.modelId())
        .values()
        .forEach(photo -> directions.add(direction(photo)));
    Embedding kind = WeightedFeature.meanOf(directions).orElse(mean);
    return new Embedding(kind.unit(), mean.norm());
  }

  private static WeightedFeature direction(Embedding embedding) {
    return new WeightedFeature(new Embedding(embedding.unit(), 1), 1);
  }
}
