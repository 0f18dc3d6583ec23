package app.akin.core.embed;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import app.akin.core.photo.Embedding;
import java.util.function.Function;

/// The text tower of a model, which embeds texts. For one thread at a time, which must be a
/// platform thread. Several towers of one model may run concurrently and share its weights. The
/// caller that requested a tower closes it.
///
/// Texts run one at a time at their own length: padding would only cost time.
public final class TextTower implements AutoCloseable {
  private final Function<String, long[]> tokens;
  private final SharedArchive.Lease<long[], Embedding> lease;

  private TextTower(Function<String, long[]> tokens, SharedArchive.Lease<long[], Embedding> lease) {
    this.tokens = tokens;
    this.lease = lease;
  }

  /// Opens a tower on a shared archive.
  ///
  /// @param tokens the tokenizer
  /// @param archive the text archive, loaded now if it is not loaded yet
  /// @param threads the number of CPU threads the tower uses
  /// @param dimension the number of dimensions of raw features
  static TextTower open(
      Function<String, long[]> tokens, SharedArchive archive, int threads, int dimension) {
    return new TextTower(
        tokens,
        archive.lease(threads, file -> new TokenTranslator(new RawFeatures(file, dimension))));
  }

  /// Returns the embedding of a text of any length, truncated to the model's length. A text without
  /// meaning to the model has an embedding that [Embedding#isZero].
  ///
  /// @throws app.akin.core.photo.AkinException `ModelTokenizer`, `ModelArchive` or `ModelWidth` if
  ///   the tokenizer or the archive fails
  public Embedding embed(String text) {
    return lease.run(tokens.apply(text));
  }

  @Override
  public void close() {
    lease.close();
  }

  /// Creates the tensor of one text's token ids.
  private record TokenTranslator(RawFeatures features)
      implements NoBatchifyTranslator<long[], Embedding> {
    @Override
    public NDList processInput(TranslatorContext context, long[] ids) {
      return new NDList(context.getNDManager().create(ids, new Shape(1, ids.length)));
    }

    @Override
    public Embedding processOutput(TranslatorContext context, NDList output) {
      return features.read(output, 1).getFirst();
    }
  }
}
