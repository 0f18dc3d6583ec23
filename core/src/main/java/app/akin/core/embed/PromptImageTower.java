package app.akin.core.embed;

import app.akin.core.embed.decoder.PromptParts;
import app.akin.core.embed.decoder.Sequence;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Embeds images by the prompt of a photo, and queries of an image and a text.
public final class PromptImageTower implements ImageTower {
  private final PromptModel model;
  private final DecoderTower tower;
  private final int batchSize;

  /// Creates a tower that closes another one with itself.
  PromptImageTower(PromptModel model, DecoderTower tower, int batchSize) {
    this.model = model;
    this.tower = tower;
    this.batchSize = batchSize;
  }

  @Override
  public int batchSize(int images) {
    return batchSize;
  }

  @Override
  public List<Embedding> embed(List<PreparedImage> images, BooleanSupplier stopped) {
    PromptParts photo = PromptParts.candidate(Optional.empty(), true);
    List<Embedding> embeddings = new ArrayList<>(images.size());
    while (embeddings.size() < images.size()) {
      int done = embeddings.size();
      List<Sequence> batch =
          images.subList(done, Math.min(images.size(), done + batchSize)).stream()
              .map(image -> model.sequence(photo, Optional.of(image)))
              .toList();
      List<Embedding> embedded = tower.embed(batch, stopped);
      if (embedded.isEmpty()) {
        return List.of();
      }
      embeddings.addAll(embedded);
    }
    return embeddings;
  }

  /// Returns the embedding of a query of an image and a text, in one pass.
  ///
  /// @param image an image prepared by [EmbeddingModel#prepare]
  /// @param stopped read between layers
  /// @return empty if the pass was stopped
  public Optional<Embedding> embedQuery(PreparedImage image, String text, BooleanSupplier stopped) {
    PromptParts parts = PromptParts.query(model.task(true, true), Optional.of(text), true);
    return tower.embed(List.of(model.sequence(parts, Optional.of(image))), stopped).stream()
        .findFirst();
  }

  @Override
  public void close() {
    tower.close();
  }
}
