package app.akin.core.search;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A cache of the raw features of query parts, evicted least recently used first. Changing a weight
/// or the balance therefore computes nothing. Holds a few hundred vectors. Not thread-safe.
final class FeatureCache {
  private static final int MAX_ENTRIES = 256;

  /// The key of a query part, without its weight.
  sealed interface Key {
    /// A text, either as query text or as excluded text.
    record Text(String text) implements Key {}

    /// An image and its crop.
    record Image(QueryImage image, Crop crop) implements Key {}

    /// An image, its crop and a text, which a model embeds together.
    record Prompt(QueryImage image, Crop crop, String text) implements Key {}
  }

  /// The raw feature of a part.
  ///
  /// @param fileState the state of the source file; empty if there is none
  /// @param content content key of the image; null for text
  record Feature(Embedding embedding, String fileState, @Nullable ContentKey content) {}

  private final Map<Key, Feature> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Feature> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  Optional<Feature> find(Key key) {
    return Optional.ofNullable(entries.get(key));
  }

  void put(Key key, Feature feature) {
    entries.put(key, feature);
  }
}
