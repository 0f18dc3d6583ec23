package app.akin.core.search;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a model made of the parts of queries so far, the most recently used ones: changing a weight
/// or the balance computes nothing again. A few hundred vectors. For one thread at a time.
final class Features {
  private static final int MOST = 256;

  /// What a part of a query is, its weight aside.
  sealed interface Key {
    /// Some words; they mean the same in a minus.
    record Text(String text) implements Key {}

    /// A part of a picture.
    record Picture(QueryPicture picture, Crop crop) implements Key {}
  }

  /// A part's raw feature.
  ///
  /// @param stamp the state of the file it was read from; empty where there is none
  /// @param content the key of what the picture shows; null for words
  record Feature(Embedding embedding, String stamp, @Nullable ContentKey content) {}

  private final Map<Key, Feature> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Feature> eldest) {
          return size() > MOST;
        }
      };

  Optional<Feature> find(Key key) {
    return Optional.ofNullable(kept.get(key));
  }

  void keep(Key key, Feature feature) {
    kept.put(key, feature);
  }
}
