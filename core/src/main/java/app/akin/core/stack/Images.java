package app.akin.core.stack;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.ImageSignature;
import app.akin.core.store.CatalogueReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads signatures and embeddings, and keeps those used last. Not thread-safe.
final class Images {
  /// Number of images that are kept, of about 3 KB with 512 components.
  private static final int KEPT = 16_384;

  /// What is known of an image.
  ///
  /// @param unit the unit vector; empty if the model has not embedded it
  // Compared by identity.
  @SuppressWarnings("ArrayRecordComponent")
  record Known(ImageSignature signature, float[] unit) {}

  private final CatalogueReader reader;
  private final long modelId;
  private final Map<ContentId, Known> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

  Images(CatalogueReader reader, long modelId) {
    this.reader = reader;
    this.modelId = modelId;
  }

  /// Reads the images of contents that are not kept, by one query.
  ///
  /// @param contents at most [#KEPT]
  void read(List<ContentId> contents) {
    List<ContentId> missing = new ArrayList<>();
    for (ContentId content : contents) {
      if (kept.get(content) == null) {
        missing.add(content);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    Map<ContentId, Embedding> embeddings = reader.vectors().embeddings(missing, modelId);
    Map<ContentId, Known> found = new HashMap<>();
    reader
        .stacks()
        .signatures(missing)
        .forEach(
            (content, signature) -> {
              Embedding embedding = embeddings.get(content);
              found.put(
                  content,
                  new Known(signature, embedding == null ? new float[0] : embedding.unit()));
            });
    kept.putAll(found);
    if (kept.size() > KEPT) {
      int surplus = kept.size() - KEPT;
      List<ContentId> oldest = kept.keySet().stream().limit(surplus).toList();
      oldest.forEach(kept::remove);
    }
  }

  /// Returns an image that was read and has a signature, otherwise null.
  @Nullable Known get(ContentId content) {
    return kept.get(content);
  }
}
