package app.akin.core.embed.llava;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.decoder.DecoderProgram;
import app.akin.core.embed.decoder.Placement;
import app.akin.core.embed.torchscript.ScriptArchive;
import app.akin.core.embed.torchscript.ScriptValue;
import app.akin.core.photo.Precision;
import java.util.LinkedHashMap;
import java.util.Map;

/// Generates the program: token ids `[tokens]`, positions `[tokens]` and float32 pixels `[images *
/// tiles, 3, side, side]` to features.
///
/// Source: transformers' `LlavaNextForConditionalGeneration` and `CLIPVisionModel`.
final class LlavaProgram {
  private static final String VISION =
      """
      class Vision(Module):
      @MODULE@
        stem : List[int]
        layers : List[List[int]]
        projector : List[int]
        def norm(self: __torch__.Vision, weights: __torch__.Weights, place: List[int], i: int, x: Tensor) -> Tensor:
          weight = (weights).at(place, i, [@VISION@], )
          bias = (weights).at(place, torch.add(i, 1), [@VISION@], )
          return torch.layer_norm(x, [@VISION@], weight, bias, @VISION_EPSILON@)
        def heads(self: __torch__.Vision, x: Tensor) -> Tensor:
          y = torch.view(x, [torch.size(x, 0), torch.size(x, 1), @VISION_HEADS@, -1])
          return torch.to(torch.transpose(y, 1, 2), @ATTENTION@)
        def layer(self: __torch__.Vision, weights: __torch__.Weights, place: List[int], x: Tensor) -> Tensor:
          h = (self).norm(weights, place, 0, x, )
          q = (self).heads((weights).linear(place, 2, @VISION@, h, ), )
          k = (self).heads((weights).linear(place, 4, @VISION@, h, ), )
          v = (self).heads((weights).linear(place, 6, @VISION@, h, ), )
          a = torch.scaled_dot_product_attention(q, k, v, None, 0., False)
          b = torch.to(torch.flatten(torch.transpose(a, 1, 2), 2), @TYPE@)
          y = torch.add(x, (weights).linear(place, 8, @VISION@, b, ))
          wide = (weights).linear(place, 12, @VISION_FEED@, (self).norm(weights, place, 10, y, ), )
          active = torch.mul(wide, torch.sigmoid(torch.mul(wide, 1.702)))
          return torch.add(y, (weights).linear(place, 14, @VISION@, active, ))
        def forward(self: __torch__.Vision, weights: __torch__.Weights, pixels: Tensor) -> Tensor:
          n = torch.size(pixels, 0)
          kernel = (weights).at(self.stem, 1, [@VISION@, 3, @PATCH@, @PATCH@], )
          patches = torch.conv2d(torch.to(pixels, @TYPE@), kernel, None, [@PATCH@, @PATCH@], [0, 0], [1, 1], 1)
          tokens = torch.transpose(torch.flatten(patches, 2), 1, 2)
          whole = torch.expand((weights).at(self.stem, 0, [1, 1, @VISION@], ), [n, 1, @VISION@])
          x = torch.add(torch.cat([whole, tokens], 1), (weights).at(self.stem, 2, [@POSITIONS@, @VISION@], ))
          y = (self).norm(weights, self.stem, 3, x, )
          for i in range(torch.len(self.layers)):
            y = (self).layer(weights, (self.layers)[i], y, )
          wide = torch.gelu((weights).linear(self.projector, 0, @HIDDEN@, torch.slice(y, 1, 1), ))
          z = torch.view((weights).linear(self.projector, 2, @HIDDEN@, wide, ), [-1, @TILES@, @AREA@, @HIDDEN@])
          return (self).pack(z, (weights).at(self.projector, 4, [1, 1, 1, @HIDDEN@], ), )
        def pack(self: __torch__.Vision, x: Tensor, newline: Tensor) -> Tensor:
          n = torch.size(x, 0)
          tiles = torch.view(torch.slice(x, 1, 1), [n, @GRID@, @GRID@, @SIDE@, @SIDE@, @HIDDEN@])
          rows = torch.reshape(torch.permute(tiles, [0, 1, 3, 2, 4, 5]), [n, @ROWS@, @ROWS@, @HIDDEN@])
          ended = torch.cat([rows, torch.expand(newline, [n, @ROWS@, 1, @HIDDEN@])], 2)
          return torch.flatten(torch.cat([torch.select(x, 1, 0), torch.flatten(ended, 1, 2)], 1), 0, 1)
      """;

  private static final String BEGIN =
      """
        def begin(self: __torch__.Embedder, ids: Tensor, positions: Tensor, pixels: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
          x = (self.weights).rows(self.tokens, 0, [@TOKENS@, @HIDDEN@], ids, )
          if torch.gt(torch.size(pixels, 0), 0):
            image = (self.vision).forward(self.weights, pixels, )
            y = torch.masked_scatter(x, torch.unsqueeze(torch.eq(ids, @IMAGE@), 1), image)
          else:
            y = x
          half = __torch__.angles(positions, @THETA@, @WIDTH@, )
          a = torch.cat([half, half], 1)
          return (y, torch.to(torch.cos(a), @ATTENTION@), torch.to(torch.sin(a), @ATTENTION@))
      """;

  private LlavaProgram() {}

  /// Returns the archive for a precision and a placement.
  static ScriptArchive archive(
      LlavaConfig config,
      LlavaWeights weights,
      Checkpoint checkpoint,
      Precision precision,
      Placement placement) {
    DecoderProgram program =
        new DecoderProgram(config.decoder(), checkpoint, weights.type(), precision, placement);
    program.add(VISION, visionWords(config));
    Map<String, ScriptValue> vision = new LinkedHashMap<>();
    vision.put("stem", program.places(weights.stem()));
    vision.put("layers", program.layers(weights.vision()));
    vision.put("projector", program.places(weights.projector()));
    return program.archive(
        BEGIN,
        Map.of(
            "TOKENS", config.decoder().vocabularySize(),
            "IMAGE", config.imageId(),
            "THETA", Double.toString(config.decoder().theta()),
            "WIDTH", config.decoder().headWidth()),
        weights.tokens(),
        weights.layers(),
        weights.norm(),
        new ScriptValue.Module("Vision", vision));
  }

  private static Map<String, Object> visionWords(LlavaConfig config) {
    LlavaConfig.Vision vision = config.vision();
    int area = vision.patches() * vision.patches();
    Map<String, Object> words = new LinkedHashMap<>(Map.of("VISION", vision.hidden()));
    words.put("VISION_EPSILON", Double.toString(vision.epsilon()));
    words.put("VISION_HEADS", vision.heads());
    words.put("VISION_FEED", vision.feedForward());
    words.put("PATCH", vision.patch());
    words.put("POSITIONS", area + 1);
    words.put("AREA", area);
    words.put("SIDE", vision.patches());
    words.put("GRID", config.grid());
    words.put("TILES", config.tiles());
    words.put("ROWS", config.grid() * vision.patches());
    return words;
  }
}
