package app.akin.core.embed;

import app.akin.core.photo.Embedding;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Embeds texts as queries. For one thread at a time, which must be a platform thread. Several
/// towers of one model may run concurrently and share its weights. The caller that requested a
/// tower closes it.
public sealed interface TextTower extends AutoCloseable permits TokenTextTower, PromptTextTower {
  /// Returns the embedding of a text of any length, truncated to the model's length. A text without
  /// meaning to the model has an embedding that [Embedding#isZero].
  ///
  /// @throws app.akin.core.photo.AkinException `ModelTokenizer`, `ModelArchive` or `ModelWidth` if
  ///   the tokenizer or the archive fails
  default Embedding embed(String text) {
    return embed(text, () -> false).orElseThrow();
  }

  /// Returns the embedding of a text as [#embed(String)], unless it is stopped.
  ///
  /// @param stopped read between the layers of a prompt model, from whose pass seconds may be left
  /// @return empty if the call was stopped
  Optional<Embedding> embed(String text, BooleanSupplier stopped);

  @Override
  void close();
}
