package app.akin.core.embed;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import app.akin.core.photo.Embedding;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The text tower of a [TowerModel].
///
/// Texts run one at a time at their own length: padding would only cost time.
final class TokenTextTower implements TextTower {
  private final Function<String, long[]> tokens;
  private final SharedArchive.Lease<long[], Embedding> lease;

  private TokenTextTower(
      Function<String, long[]> tokens, SharedArchive.Lease<long[], Embedding> lease) {
    this.tokens = tokens;
    this.lease = lease;
  }

  /// Opens a tower on a shared archive.
  ///
  /// @param tokens the tokenizer
  /// @param archive the text archive, loaded now if it is not loaded yet
  /// @param threads the number of CPU threads the tower uses
  /// @param dimension the number of dimensions of raw features
  static TokenTextTower open(
      Function<String, long[]> tokens, SharedArchive archive, int threads, int dimension) {
    return new TokenTextTower(
        tokens,
        archive.lease(threads, file -> new TokenTranslator(new RawFeatures(file, dimension))));
  }

  @Override
  public Optional<Embedding> embed(String text, BooleanSupplier stopped) {
    return stopped.getAsBoolean() ? Optional.empty() : Optional.of(lease.run(tokens.apply(text)));
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
