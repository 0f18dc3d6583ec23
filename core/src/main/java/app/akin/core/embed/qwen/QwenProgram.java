package app.akin.core.embed.qwen;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.decoder.DecoderProgram;
import app.akin.core.embed.decoder.Placement;
import app.akin.core.embed.torchscript.ScriptArchive;
import app.akin.core.embed.torchscript.ScriptValue;
import app.akin.core.photo.Precision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Generates the program: token ids `[tokens]`, positions `[3, tokens]` of time, row and column,
/// float32 patches `[patches, values]` and their [WindowLayout] to features.
///
/// Source: transformers' `Qwen2_5_VLForConditionalGeneration`.
final class QwenProgram {
  private static final String VISION =
      """
      class Vision(Module):
      @MODULE@
        stem : List[int]
        layers : List[List[int]]
        merger : List[int]
        full : List[int]
        def norm(self: __torch__.Vision, weights: __torch__.Weights, place: List[int], i: int, x: Tensor) -> Tensor:
          return __torch__.rms(x, (weights).at(place, i, [@VISION@], ), 1.0E-6, )
        def whole(self: __torch__.Vision, q: Tensor, k: Tensor, v: Tensor, counts: Tensor) -> Tensor:
          parts = annotate(List[Tensor], [])
          start = 0
          for i in range(torch.size(counts, 0)):
            end = torch.add(start, int(torch.select(counts, 0, i)))
            qi = torch.unsqueeze(torch.transpose(torch.slice(q, 0, start, end), 0, 1), 0)
            ki = torch.unsqueeze(torch.transpose(torch.slice(k, 0, start, end), 0, 1), 0)
            vi = torch.unsqueeze(torch.transpose(torch.slice(v, 0, start, end), 0, 1), 0)
            a = torch.scaled_dot_product_attention(qi, ki, vi, None, 0., False)
            _0 = torch.append(parts, torch.flatten(torch.transpose(torch.squeeze(a, 0), 0, 1), 1))
            start = end
          return torch.cat(parts, 0)
        def windowed(self: __torch__.Vision, q: Tensor, k: Tensor, v: Tensor, windows: Tensor) -> Tensor:
          present = torch.ge(windows, 0)
          index = annotate(List[Optional[Tensor]], [torch.clamp_min(windows, 0)])
          qi = torch.transpose(torch.index(q, index), 1, 2)
          ki = torch.transpose(torch.index(k, index), 1, 2)
          vi = torch.transpose(torch.index(v, index), 1, 2)
          mask = torch.unsqueeze(torch.unsqueeze(present, 1), 1)
          a = torch.scaled_dot_product_attention(qi, ki, vi, mask, 0., False)
          b = torch.flatten(torch.transpose(a, 1, 2), 2)
          return torch.index(b, annotate(List[Optional[Tensor]], [present]))
        def layer(self: __torch__.Vision, weights: __torch__.Weights, i: int, x: Tensor, cos: Tensor, sin: Tensor, counts: Tensor, windows: Tensor) -> Tensor:
          place = (self.layers)[i]
          h = (weights).linear(place, 1, @JOINED@, (self).norm(weights, place, 0, x, ), )
          q, k, v = torch.unbind(torch.to(torch.view(h, [-1, 3, @VISION_HEADS@, @VISION_WIDTH@]), @ATTENTION@), 1)
          qr = __torch__.rotate(q, cos, sin, )
          kr = __torch__.rotate(k, cos, sin, )
          if torch.__contains__(self.full, i):
            a = (self).whole(qr, kr, v, counts, )
          else:
            a = (self).windowed(qr, kr, v, windows, )
          y = torch.add(x, (weights).linear(place, 3, @VISION@, torch.to(a, @TYPE@), ))
          z = (self).norm(weights, place, 5, y, )
          gate = torch.silu_((weights).linear(place, 6, @VISION_FEED@, z, ))
          wide = torch.mul_(gate, (weights).linear(place, 8, @VISION_FEED@, z, ))
          return torch.add(y, (weights).linear(place, 10, @VISION@, wide, ))
        def forward(self: __torch__.Vision, weights: __torch__.Weights, patches: Tensor, counts: Tensor, groups: Tensor, places: Tensor, windows: Tensor) -> Tensor:
          kernel = (weights).at(self.stem, 0, [@VISION@, @VALUES@], )
          x = torch.view(torch.linear(torch.to(patches, @TYPE@), kernel, None), [-1, 4, @VISION@])
          y = torch.view(torch.index_select(x, 0, groups), [-1, @VISION@])
          row = __torch__.angles(torch.select(places, 1, 0), 10000., @HALF@, )
          column = __torch__.angles(torch.select(places, 1, 1), 10000., @HALF@, )
          a = torch.cat([row, column, row, column], 1)
          cos = torch.to(torch.cos(a), @ATTENTION@)
          sin = torch.to(torch.sin(a), @ATTENTION@)
          for i in range(torch.len(self.layers)):
            y = (self).layer(weights, i, y, cos, sin, counts, windows, )
          z = torch.view((self).norm(weights, self.merger, 0, y, ), [-1, @BLOCK@])
          wide = torch.gelu((weights).linear(self.merger, 1, @BLOCK@, z, ))
          merged = (weights).linear(self.merger, 3, @HIDDEN@, wide, )
          return torch.index_select(merged, 0, torch.argsort(groups))
      """;

  private static final String BEGIN =
      """
        def begin(self: __torch__.Embedder, ids: Tensor, positions: Tensor, patches: Tensor, counts: Tensor, groups: Tensor, places: Tensor, windows: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
          x = (self.weights).rows(self.tokens, 0, [@TOKENS@, @HIDDEN@], ids, )
          if torch.gt(torch.size(patches, 0), 0):
            image = (self.vision).forward(self.weights, patches, counts, groups, places, windows, )
            y = torch.masked_scatter(x, torch.unsqueeze(torch.eq(ids, @IMAGE@), 1), image)
          else:
            y = x
          time = __torch__.angles(torch.select(positions, 0, 0), @THETA@, @WIDTH@, )
          row = __torch__.angles(torch.select(positions, 0, 1), @THETA@, @WIDTH@, )
          column = __torch__.angles(torch.select(positions, 0, 2), @THETA@, @WIDTH@, )
          half = torch.cat([torch.slice(time, 1, 0, @TIME@), torch.slice(row, 1, @TIME@, @ROW@), torch.slice(column, 1, @ROW@)], 1)
          a = torch.cat([half, half], 1)
          return (y, torch.to(torch.cos(a), @ATTENTION@), torch.to(torch.sin(a), @ATTENTION@))
      """;

  private QwenProgram() {}

  /// Returns the archive for a precision and a placement.
  static ScriptArchive archive(
      QwenConfig config,
      QwenWeights weights,
      Checkpoint checkpoint,
      Precision precision,
      Placement placement) {
    DecoderProgram program =
        new DecoderProgram(config.decoder(), checkpoint, weights.type(), precision, placement);
    program.add(VISION, visionWords(config.vision()));
    Map<String, ScriptValue> vision = new LinkedHashMap<>();
    vision.put("stem", program.places(List.of(weights.patches())));
    vision.put("layers", program.layers(weights.vision()));
    vision.put("merger", program.places(weights.merger()));
    List<Long> full = config.vision().full().stream().map(Integer::longValue).toList();
    vision.put("full", new ScriptValue.Integers(full));
    int time = config.sections().get(0);
    return program.archive(
        BEGIN,
        Map.of(
            "TOKENS", config.decoder().vocabularySize(),
            "IMAGE", config.imageId(),
            "THETA", Double.toString(config.decoder().theta()),
            "WIDTH", config.decoder().headWidth(),
            "TIME", time,
            "ROW", time + config.sections().get(1)),
        weights.tokens(),
        weights.layers(),
        weights.norm(),
        new ScriptValue.Module("Vision", vision));
  }

  private static Map<String, Object> visionWords(QwenConfig.Vision vision) {
    Map<String, Object> words = new LinkedHashMap<>(Map.of("VISION", vision.hidden()));
    words.put("JOINED", 3 * vision.hidden());
    words.put("VISION_HEADS", vision.heads());
    words.put("VISION_WIDTH", vision.headWidth());
    words.put("VISION_FEED", vision.feedForward());
    words.put("VALUES", vision.patchValues());
    words.put("HALF", vision.headWidth() / 2);
    words.put("BLOCK", QwenConfig.PAIR * QwenConfig.PAIR * vision.hidden());
    return words;
  }
}
