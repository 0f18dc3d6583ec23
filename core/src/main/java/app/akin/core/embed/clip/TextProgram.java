package app.akin.core.embed.clip;

import app.akin.core.embed.checkpoint.MappedWeights;
import app.akin.core.embed.torchscript.ScriptArchive;
import app.akin.core.embed.torchscript.ScriptValue;
import app.akin.core.photo.Precision;
import java.util.LinkedHashMap;
import java.util.Map;

/// Generates the text tower: int64 token ids `[n, t]` to raw float32 features `[n, dimension]`,
/// read at the first end-of-text id. Later ids have no effect because of the causal mask. The text
/// tower is always fp32.
///
/// Source: transformers' `CLIPTextTransformer`.
final class TextProgram {
  /// Token embeddings keep the number format of the checkpoint; the few rows of a text are
  /// converted after the lookup.
  private static final String TOKENS =
      """
      class Tokens(Module):
      @MODULE@
        tokens : Tensor
        positions : Tensor
        def forward(self: __torch__.Tokens, ids: Tensor) -> Tensor:
          x = torch.to(torch.embedding(self.tokens, ids), @TYPE@)
          return torch.add(x, torch.slice(self.positions, 0, 0, torch.size(ids, 1)))
        def __getstate__(self: __torch__.Tokens) -> Tuple[Tensor, Tensor]:
          return (self.tokens, self.positions)
        def __setstate__(self: __torch__.Tokens, state: Tuple[Tensor, Tensor]) -> NoneType:
          self.training = False
          self.tokens = (state)[0]
          self.positions = torch.to((state)[1], @TYPE@)
          return None
      """;

  private static final String TOWER =
      """
      class Tower(Module):
      @MODULE@
        tokens : __torch__.Tokens
        norm_after : __torch__.Norm
        projection : __torch__.Projection
      @LAYERS@\
        def forward(self: __torch__.Tower, ids: Tensor) -> Tensor:
          y = (self.tokens).forward(ids, )
      @CALLS@\
          end = torch.argmax(torch.to(torch.eq(ids, @END@), 4), 1)
          at = torch.expand(torch.view(end, [-1, 1, 1]), [-1, 1, @HIDDEN@])
          z = torch.select(torch.gather(y, 1, at), 1, 0)
          return (self.projection).forward((self.norm_after).forward(z, ), )
      """;

  private TextProgram() {}

  /// Returns the archive of the tower.
  ///
  /// @param endOfText the id at whose first occurrence the feature is read
  static ScriptArchive archive(
      ClipConfig config, ClipWeights.Text text, MappedWeights weights, long endOfText) {
    TowerProgram program =
        new TowerProgram(
            config.text(), true, Precision.FP32, Kernels.PLAIN, config.maxTokens(), weights);
    program.add(TOKENS, Map.of());
    program.add(
        TOWER,
        Map.of(
            "LAYERS", TowerProgram.layerAttributes(text.layers()),
            "CALLS", TowerProgram.layerCalls(text.layers().size()),
            "END", endOfText,
            "HIDDEN", config.text().hidden()));
    Map<String, ScriptValue> parts = new LinkedHashMap<>();
    parts.put(
        "tokens",
        new ScriptValue.StatefulModule(
            "Tokens",
            ScriptValue.Tuple.of(program.tensor(text.tokens()), program.tensor(text.positions()))));
    parts.put("norm_after", program.affine("Norm", text.normAfter()));
    parts.put("projection", program.projection(text.projection()));
    return program.archive(parts, text.layers());
  }
}
