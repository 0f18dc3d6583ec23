package app.akin.core.embed;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import app.akin.core.photo.Embedding;
import java.util.function.Function;

/// Text to raw features. For one thread at a time, a platform thread; several towers of one model
/// may run at once and share its weights. The one who asked for it closes it.
///
/// Each text runs alone at its own length: padding changes nothing but the time.
public final class TextTower implements AutoCloseable {
  private final Function<String, long[]> tokens;
  private final SharedArchive.Lease<long[], Embedding> lease;

  private TextTower(Function<String, long[]> tokens, SharedArchive.Lease<long[], Embedding> lease) {
    this.tokens = tokens;
    this.lease = lease;
  }

  /// A tower on a shared archive.
  ///
  /// @param tokens the model's tokenizer
  /// @param archive the text archive, loaded now where it is not
  /// @param threads how many processor threads it uses
  /// @param dimension the width of raw features
  static TextTower open(
      Function<String, long[]> tokens, SharedArchive archive, int threads, int dimension) {
    return new TextTower(
        tokens, archive.lease(threads, file -> new Tokens(new RawFeatures(file, dimension))));
  }

  /// The embedding of a text of any length; the model reads as much of it as it can. A text that
  /// says nothing to the model has an embedding that [Embedding#isZero].
  ///
  /// @throws app.akin.core.photo.AkinException `MODEL_TOKENIZER`, `MODEL_ARCHIVE` or `MODEL_WIDTH`
  ///   where a file does not do its part
  public Embedding embed(String text) {
    return lease.run(tokens.apply(text));
  }

  @Override
  public void close() {
    lease.close();
  }

  /// Makes the tensor of one text's ids.
  private record Tokens(RawFeatures features) implements NoBatchifyTranslator<long[], Embedding> {
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
