package app.akin.core.embed.decoder;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.checkpoint.StoredTensor;
import app.akin.core.embed.checkpoint.TensorType;
import app.akin.core.embed.torchscript.ProgramText;
import app.akin.core.embed.torchscript.ScalarType;
import app.akin.core.embed.torchscript.ScriptArchive;
import app.akin.core.embed.torchscript.ScriptValue;
import app.akin.core.photo.Precision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Generates a program that maps the weights from the files of the checkpoint and runs a decoder
/// one layer at a time: only the weights in use are converted to the precision and copied to the
/// device.
///
/// Sequences follow each other in one tensor `[tokens, hidden]`, so that sequences of any length
/// are run together without padding. The module `Embedder` has the methods [#BEGIN], which a model
/// family adds, [#LAYER], [#LAST] and [#END].
///
/// Source: transformers' `MistralModel` and `Qwen2_5_VLModel`.
public final class DecoderProgram {
  /// Returns the input of the first layer and the cosines and sines of the rotary positions.
  public static final String BEGIN = "begin";

  /// Runs a layer: its number, the input, the numbers of tokens, cosines, sines.
  public static final String LAYER = "layer";

  /// Runs the last layer, which returns only the last token of each sequence.
  public static final String LAST = "last";

  /// Returns the features of the last tokens as float32.
  public static final String END = "end";

  /// The message of an archive for 16-bit floats that does not load on this CPU.
  public static final String NO_HALF_FLOATS = "this CPU has no arithmetic for 16-bit floats";

  /// The weights of all parts. The method `linear` is a linear map whose bias follows its weight.
  private static final String WEIGHTS =
      """
      class Weights(Module):
      @MODULE@
        files : List[Tensor]
        def stored(self: __torch__.Weights, place: List[int], i: int, shape: List[int]) -> Tensor:
          n = 1
          for k in range(torch.len(shape)):
            n = torch.mul(n, shape[k])
          file = (self.files)[place[torch.mul(i, 2)]]
          start = place[torch.add(torch.mul(i, 2), 1)]
          return torch.view(torch.slice(file, 0, start, torch.add(start, n)), shape)
        def at(self: __torch__.Weights, place: List[int], i: int, shape: List[int]) -> Tensor:
          return torch.to((self).stored(place, i, shape, ), @TO@)
        def linear(self: __torch__.Weights, place: List[int], i: int, outputs: int, x: Tensor) -> Tensor:
          weight = (self).at(place, i, [outputs, torch.size(x, -1)], )
          return torch.linear(x, weight, (self).at(place, torch.add(i, 1), [outputs], ))
        def rows(self: __torch__.Weights, place: List[int], i: int, shape: List[int], ids: Tensor) -> Tensor:
          table = (self).stored(place, i, shape, )
          rows = torch.embedding(table, torch.to(ids, ops.prim.device(table), 4))
          return torch.to(rows, @TO@)
        def __getstate__(self: __torch__.Weights) -> Tuple[List[str], List[int]]:
          ops.prim.RaiseException("a compiled model is not saved again", "builtins.RuntimeError")
          return unchecked_cast(Tuple[List[str], List[int]], None)
        def __setstate__(self: __torch__.Weights, state: Tuple[List[str], List[int]]) -> NoneType:
          self.training = False
      @TEST@
          files = annotate(List[Tensor], [])
          paths = (state)[0]
          counts = (state)[1]
          for k in range(torch.len(paths)):
            file = torch.from_file(paths[k], False, counts[k], dtype=@STORED@)
            _0 = torch.append(files, @RESIDENT@)
          self.files = files
          return None
      """;

  /// Rejects the archive if the CPU has no arithmetic for 16-bit floats. Without it, a pass takes
  /// five times as long as in float32.
  private static final String HALF_FLOATS =
      """
          if torch.__not__(ops.mkldnn._is_mkldnn_bf16_supported()):
            ops.prim.RaiseException("%s", "RuntimeError")
          else:
            pass
      """
          .formatted(NO_HALF_FLOATS);

  private static final String FUNCTIONS =
      """
      def rms(x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
        y = torch.to(x, 6)
        square = torch.mean(torch.mul(y, y), [-1], True)
        z = torch.mul(y, torch.rsqrt(torch.add(square, epsilon)))
        return torch.mul(weight, torch.to(z, @TYPE@))
      def angles(positions: Tensor, theta: float, width: int) -> Tensor:
        even = torch.arange(0, width, 2, dtype=4, device=ops.prim.device(positions))
        inverse = torch.reciprocal(torch.pow(theta, torch.div(torch.to(even, 6), width)))
        return torch.mul(torch.unsqueeze(torch.to(positions, 6), 1), torch.unsqueeze(inverse, 0))
      def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        half = torch.floordiv(torch.size(x, -1), 2)
        turned = torch.cat([torch.neg(torch.slice(x, -1, half)), torch.slice(x, -1, 0, half)], -1)
        c = torch.unsqueeze(cos, 1)
        s = torch.unsqueeze(sin, 1)
        return torch.add(torch.mul(x, c), torch.mul(turned, s))
      """;

  private static final String DECODER =
      """
      class Decoder(Module):
      @MODULE@
        layers : List[List[int]]
        norm : List[int]
        def attention(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, lengths: Tensor, last: bool) -> Tensor:
          parts = annotate(List[Tensor], [])
          start = 0
          for i in range(torch.size(lengths, 0)):
            end = torch.add(start, int(torch.select(lengths, 0, i)))
            if last:
              part = torch.slice(q, 0, i, torch.add(i, 1))
            else:
              part = torch.slice(q, 0, start, end)
            keys = torch.repeat_interleave(torch.slice(k, 0, start, end), @GROUP@, 1)
            values = torch.repeat_interleave(torch.slice(v, 0, start, end), @GROUP@, 1)
            a = torch.scaled_dot_product_attention(torch.unsqueeze(torch.transpose(part, 0, 1), 0), torch.unsqueeze(torch.transpose(keys, 0, 1), 0), torch.unsqueeze(torch.transpose(values, 0, 1), 0), None, 0., torch.__not__(last))
            b = torch.flatten(torch.transpose(torch.squeeze(a, 0), 0, 1), 1)
            _0 = torch.append(parts, torch.to(b, @TYPE@))
            start = end
          return torch.cat(parts, 0)
        def layer(self: __torch__.Decoder, weights: __torch__.Weights, index: int, last: bool, x: Tensor, lengths: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
          place = (self.layers)[index]
          h = __torch__.rms(x, (weights).at(place, 0, [@HIDDEN@], ), @EPSILON@, )
          if last:
            ends = torch.sub(torch.cumsum(lengths, 0), 1)
            hq = torch.index_select(h, 0, ends)
            xq = torch.index_select(x, 0, ends)
            cq = torch.index_select(cos, 0, ends)
            sq = torch.index_select(sin, 0, ends)
          else:
            hq = h
            xq = x
            cq = cos
            sq = sin
          q = torch.linear(hq, (weights).at(place, 1, [@QUERIES@, @HIDDEN@], ), @QUERY_BIAS@)
          k = torch.linear(h, (weights).at(place, 2, [@KEYS@, @HIDDEN@], ), @KEY_BIAS@)
          v = torch.linear(h, (weights).at(place, 3, [@KEYS@, @HIDDEN@], ), @VALUE_BIAS@)
          qh = __torch__.rotate(torch.to(torch.view(q, [-1, @HEADS@, @WIDTH@]), @ATTENTION@), cq, sq, )
          kh = __torch__.rotate(torch.to(torch.view(k, [-1, @KEY_HEADS@, @WIDTH@]), @ATTENTION@), cos, sin, )
          vh = torch.to(torch.view(v, [-1, @KEY_HEADS@, @WIDTH@]), @ATTENTION@)
          a = (self).attention(qh, kh, vh, lengths, last, )
          y = torch.add(xq, torch.linear(a, (weights).at(place, 4, [@HIDDEN@, @QUERIES@], ), None))
          return torch.add(y, (self).feed(weights, place, __torch__.rms(y, (weights).at(place, 5, [@HIDDEN@], ), @EPSILON@, ), ))
        def feed(self: __torch__.Decoder, weights: __torch__.Weights, place: List[int], h: Tensor) -> Tensor:
          gate = torch.silu_(torch.linear(h, (weights).at(place, 6, [@FEED@, @HIDDEN@], ), None))
          wide = torch.mul_(gate, torch.linear(h, (weights).at(place, 7, [@FEED@, @HIDDEN@], ), None))
          return torch.linear(wide, (weights).at(place, 8, [@HIDDEN@, @FEED@], ), None)
        def end(self: __torch__.Decoder, weights: __torch__.Weights, x: Tensor) -> Tensor:
          return torch.to(__torch__.rms(x, (weights).at(self.norm, 0, [@HIDDEN@], ), @EPSILON@, ), 6)
      """;

  private static final String EMBEDDER =
      """
      class Embedder(Module):
      @MODULE@
        weights : __torch__.Weights
        decoder : __torch__.Decoder
        vision : __torch__.Vision
        tokens : List[int]
        def layer(self: __torch__.Embedder, index: Tensor, x: Tensor, lengths: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
          return (self.decoder).layer(self.weights, int(index), False, x, lengths, cos, sin, )
        def last(self: __torch__.Embedder, x: Tensor, lengths: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
          return (self.decoder).layer(self.weights, @LAST@, True, x, lengths, cos, sin, )
        def end(self: __torch__.Embedder, x: Tensor) -> Tensor:
          return (self.decoder).end(self.weights, x, )
      """;

  private final MappedFiles files;
  private final DecoderConfig config;
  private final ProgramText code;

  /// Creates a program with the common classes.
  ///
  /// @param type number format of all tensors of the checkpoint
  /// @param precision [Precision#FP32], [Precision#BF16] or [Precision#FP16]
  public DecoderProgram(
      DecoderConfig config,
      Checkpoint checkpoint,
      TensorType type,
      Precision precision,
      Placement placement) {
    this.config = config;
    files = new MappedFiles(checkpoint, type);
    ScalarType computed = computed(precision);
    String device = "torch.device(\"" + placement.device() + "\")";
    String converted = device + ", " + computed.number();
    code =
        new ProgramText(
            Map.of(
                "TYPE", computed.number(),
                "ATTENTION", attention(computed, placement).number(),
                "TO", placement.isCpu() ? computed.number() : converted,
                "EPSILON", Double.toString(config.epsilon()),
                "HIDDEN", config.hidden()));
    code.add(
        WEIGHTS,
        Map.of(
            "STORED",
            files.scalarType(),
            "TEST",
            computed == ScalarType.BFLOAT16 && placement == Placement.CPU_ONEDNN ? HALF_FLOATS : "",
            "RESIDENT",
            placement.isResident() ? "torch.to(file, " + converted + ")" : "file"));
    code.add(FUNCTIONS, Map.of());
    code.add(DECODER, decoderWords());
  }

  private Map<String, Object> decoderWords() {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("HEADS", config.heads());
    words.put("KEY_HEADS", config.keyHeads());
    words.put("GROUP", config.heads() / config.keyHeads());
    words.put("WIDTH", config.headWidth());
    words.put("QUERY_BIAS", bias(9, config.heads()));
    words.put("KEY_BIAS", bias(10, config.keyHeads()));
    words.put("VALUE_BIAS", bias(11, config.keyHeads()));
    words.put("QUERIES", config.heads() * config.headWidth());
    words.put("KEYS", config.keyHeads() * config.headWidth());
    words.put("FEED", config.feedForward());
    return words;
  }

  private String bias(int place, int heads) {
    return config.biases()
        ? "(weights).at(place, %d, [%d], )".formatted(place, heads * config.headWidth())
        : "None";
  }

  private static ScalarType computed(Precision precision) {
    return switch (precision) {
      case FP32 -> ScalarType.FLOAT32;
      case BF16 -> ScalarType.BFLOAT16;
      case FP16 -> ScalarType.FLOAT16;
      case INT8, INT8_MIXED ->
          throw new IllegalArgumentException("a decoder has no precision " + precision.word());
    };
  }

  /// On CPUs attention takes half the time in float32.
  private static ScalarType attention(ScalarType computed, Placement placement) {
    return placement.isCpu() ? ScalarType.FLOAT32 : computed;
  }

  /// Appends code of a model family: the class `Vision`.
  public void add(String template, Map<String, ?> words) {
    code.add(template, words);
  }

  /// Returns the places of tensors, as the code finds them.
  public ScriptValue places(List<StoredTensor> tensors) {
    return files.places(tensors);
  }

  /// Returns the places of the tensors of each layer.
  public ScriptValue layers(List<List<StoredTensor>> layers) {
    return files.layers(layers);
  }

  /// Returns the archive.
  ///
  /// @param begin the code of the method [#BEGIN] of `Embedder`
  /// @param words replacements of words in this code
  /// @param tokens token embeddings
  /// @param layers tensors of the decoder's layers, as [WeightFinder#layers] returns them
  /// @param norm weight of the last norm
  /// @param vision the module `Vision`
  public ScriptArchive archive(
      String begin,
      Map<String, ?> words,
      StoredTensor tokens,
      List<List<StoredTensor>> layers,
      StoredTensor norm,
      ScriptValue vision) {
    code.add(EMBEDDER, Map.of("LAST", config.layers() - 1));
    code.add(begin, words);
    Map<String, ScriptValue> decoder = new LinkedHashMap<>();
    decoder.put("layers", files.layers(layers));
    decoder.put("norm", files.places(List.of(norm)));
    Map<String, ScriptValue> parts = new LinkedHashMap<>();
    parts.put("weights", new ScriptValue.StatefulModule("Weights", files.state()));
    parts.put("decoder", new ScriptValue.Module("Decoder", decoder));
    parts.put("vision", vision);
    parts.put("tokens", files.places(List.of(tokens)));
    return new ScriptArchive(code.toString(), new ScriptValue.Module("Embedder", parts));
  }
}
