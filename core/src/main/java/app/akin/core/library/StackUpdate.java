package app.akin.core.library;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.stack.StackPass;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import java.util.function.DoublePredicate;

/// Puts new and changed photos into stacks, by their embeddings and thumbnails; no photo file is
/// read. For one thread.
///
/// @param reader the catalogue
/// @param writer the same catalogue
/// @param decoder decodes thumbnails
/// @param modelId the model whose embeddings are used; 0 for none
record StackUpdate(
    CatalogueReader reader, CatalogueWriter writer, PhotoDecoder decoder, long modelId) {
  /// Updates the stacks.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue; a
  ///   stopped update is continued by the next one
  StackPass.Result run(DoublePredicate progress) {
    return pass().run(progress);
  }

  /// Applies the user's decisions.
  void applyDecisions() {
    pass().applyDecisions();
  }

  private StackPass pass() {
    return new StackPass(
        reader,
        writer,
        modelId,
        PhotoDecoder.SIGNATURE_REVISION,
        content -> reader.thumbnail(content).flatMap(decoder::signature),
        content -> reader.thumbnail(content).flatMap(decoder::roughSignature));
  }
}
