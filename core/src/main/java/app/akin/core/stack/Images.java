package app.akin.core.stack;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.ImageSignature;
import app.akin.core.store.CatalogueReader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads embeddings and the signatures of thumbnails when they are compared, and keeps those used
/// last. Not thread-safe.
final class Images {
  /// Number of signatures and of embeddings that are kept: 30 MB with 512 components.
  private static final int KEPT = 8_192;

  /// Number of images that are kept in the form in which they are compared, of 22 KB.
  private static final int KEPT_PICTURES = 1_024;

  private static final float[] NONE = {};

  private final CatalogueReader reader;
  private final long modelId;
  private final Function<ContentId, Optional<ImageSignature>> thumbnails;
  private final Map<ContentId, Optional<ImageSignature>> signatures = recent(KEPT);
  private final Map<ContentId, float[]> units = recent(KEPT);
  private final Map<ContentId, Picture> pictures = recent(KEPT_PICTURES);

  /// @param thumbnails computes the signature of a thumbnail; empty if there is none
  Images(
      CatalogueReader reader,
      long modelId,
      Function<ContentId, Optional<ImageSignature>> thumbnails) {
    this.reader = reader;
    this.modelId = modelId;
    this.thumbnails = thumbnails;
  }

  private static <T> Map<ContentId, T> recent(int kept) {
    return new LinkedHashMap<>(kept, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<ContentId, T> eldest) {
        return size() > kept;
      }
    };
  }

  /// Reads embeddings by one query.
  ///
  /// @param contents at most [#KEPT]
  void readUnits(Collection<ContentId> contents) {
    List<ContentId> missing =
        contents.stream().filter(content -> units.get(content) == null).toList();
    if (missing.isEmpty()) {
      return;
    }
    Map<ContentId, Embedding> embeddings = reader.vectors().embeddings(missing, modelId);
    for (ContentId content : missing) {
      Embedding embedding = embeddings.get(content);
      units.put(content, embedding == null ? NONE : embedding.unit());
    }
  }

  /// Returns the unit vector of an image; empty if the model has not embedded it.
  float[] unit(ContentId content) {
    readUnits(List.of(content));
    return units.getOrDefault(content, NONE);
  }

  /// Reads signatures on all processors.
  ///
  /// @param contents at most [#KEPT]
  void readSignatures(Collection<ContentId> contents) {
    List<ContentId> missing =
        contents.stream().filter(content -> signatures.get(content) == null).toList();
    Map<ContentId, Optional<ImageSignature>> found = new ConcurrentHashMap<>();
    missing.parallelStream().forEach(content -> found.put(content, thumbnails.apply(content)));
    signatures.putAll(found);
  }

  /// Returns the signature of an image; empty if it has no thumbnail that can be read.
  Optional<ImageSignature> signature(ContentId content) {
    Optional<ImageSignature> known = signatures.get(content);
    if (known == null) {
      known = thumbnails.apply(content);
      signatures.put(content, known);
    }
    return known;
  }

  /// Returns an image in the form in which it is compared; null if it has no thumbnail that can be
  /// read.
  @Nullable Picture picture(ContentId content) {
    Picture known = pictures.get(content);
    if (known == null) {
      ImageSignature signature = signature(content).orElse(null);
      if (signature == null) {
        return null;
      }
      known = new Picture(signature);
      pictures.put(content, known);
    }
    return known;
  }
}
