package app.akin.core.embed;

import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.Embedding;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Embeds prepared images as photos. For one thread at a time, which must be a platform thread.
/// Several towers of one model may run concurrently and share its weights. The caller that
/// requested a tower closes it.
public sealed interface ImageTower extends AutoCloseable permits BatchImageTower, PromptImageTower {
  /// Returns the maximum number of images that [#embed] runs in a batch. The first call for many
  /// images may measure it by running some batches, which also warms up the engine; for a few
  /// images that would take longer than the images themselves.
  ///
  /// @param images number of images to embed in all, as far as known
  int batchSize(int images);

  /// Returns the embeddings of prepared images, in their order. Accepts any number of images and
  /// runs them in batches of at most [#batchSize].
  ///
  /// @param images images prepared by [EmbeddingModel#prepare]
  /// @throws app.akin.core.photo.AkinException `ModelArchive` or `ModelWidth` if the archive fails
  ///   or its output has the wrong shape
  default List<Embedding> embed(List<PreparedImage> images) {
    return embed(images, () -> false);
  }

  /// Returns the embeddings of prepared images as [#embed(List)], unless it is stopped.
  ///
  /// @param stopped read between batches, and between the layers of a prompt model, from whose pass
  ///   seconds may be left
  /// @return the embeddings; an empty list if the call was stopped
  List<Embedding> embed(List<PreparedImage> images, BooleanSupplier stopped);

  @Override
  void close();
}
