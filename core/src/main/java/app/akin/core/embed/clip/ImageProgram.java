package app.akin.core.embed.clip;

import app.akin.core.embed.checkpoint.MappedWeights;
import app.akin.core.embed.torchscript.ScriptArchive;
import app.akin.core.embed.torchscript.ScriptValue;
import app.akin.core.photo.Precision;
import java.util.LinkedHashMap;
import java.util.Map;

/// Generates the image tower: float32 pixels `[n, 3, size, size]` to raw float32 features `[n,
/// dimension]`.
///
/// Source: transformers' `CLIPVisionTransformer`.
final class ImageProgram {
  /// Usual number of images per batch.
  private static final long USUAL_BATCH = 8;

  private static final String PATCHES =
      """
      class Patches(Module):
      @MODULE@
        whole : Tensor
        patches : Tensor
        positions : Tensor
        def forward(self: __torch__.Patches, pixels: Tensor) -> Tensor:
          n = torch.size(pixels, 0)
          x = torch.conv2d(pixels, self.patches, None, [@PATCH@, @PATCH@], [0, 0], [1, 1], 1)
          y = torch.transpose(torch.flatten(x, 2), 1, 2)
          z = torch.cat([torch.expand(self.whole, [n, 1, @HIDDEN@]), y], 1)
          return torch.add_(z, self.positions)
        def __getstate__(self: __torch__.Patches) -> Tuple[Tensor, Tensor, Tensor]:
          return (self.whole, self.patches, self.positions)
        def __setstate__(self: __torch__.Patches, state: Tuple[Tensor, Tensor, Tensor]) -> NoneType:
          self.training = False
          self.whole = torch.to((state)[0], @TYPE@)
          self.patches = torch.to((state)[1], @TYPE@)
          self.positions = torch.to((state)[2], @TYPE@)
          return None
      """;

  private static final String TOWER =
      """
      class Tower(Module):
      @MODULE@
        patches : __torch__.Patches
        norm_before : __torch__.Norm
        norm_after : __torch__.Norm
        projection : __torch__.Projection
      @LAYERS@\
        def forward(self: __torch__.Tower, pixels: Tensor) -> Tensor:
          y = (self.norm_before).forward((self.patches).forward(torch.to(pixels, @TYPE@), ), )
      @CALLS@\
          z = torch.select((self.layer@LAST@).first(y, ), 1, 0)
          return torch.to((self.projection).forward((self.norm_after).forward(z, ), ), 6)
      """;

  private ImageProgram() {}

  /// Returns the archive of the tower for a precision and kernels.
  static ScriptArchive archive(
      ClipConfig config,
      ClipWeights.Image image,
      MappedWeights weights,
      Precision precision,
      Kernels kernels) {
    long rows = USUAL_BATCH * config.imageTokens();
    TowerProgram program =
        new TowerProgram(config.vision(), false, precision, kernels, rows, weights);
    program.add(PATCHES, Map.of("PATCH", config.patchSize(), "HIDDEN", config.vision().hidden()));
    int last = image.layers().size() - 1;
    program.add(
        TOWER,
        Map.of(
            "LAYERS", TowerProgram.layerAttributes(image.layers()),
            "CALLS", TowerProgram.layerCalls(last),
            "LAST", last));
    Map<String, ScriptValue> parts = new LinkedHashMap<>();
    parts.put(
        "patches",
        new ScriptValue.StatefulModule(
            "Patches",
            ScriptValue.Tuple.of(
                program.tensor(image.classToken()),
                program.tensor(image.patches()),
                program.tensor(image.positions()))));
    parts.put("norm_before", program.affine("Norm", image.normBefore()));
    parts.put("norm_after", program.affine("Norm", image.normAfter()));
    parts.put("projection", program.projection(image.projection()));
    return program.archive(parts, image.layers());
  }
}
