package app.akin.core.embed.clip;

import app.akin.core.embed.checkpoint.MappedWeights;
import app.akin.core.embed.checkpoint.StoredTensor;
import app.akin.core.embed.checkpoint.TensorType;
import app.akin.core.embed.torchscript.ElementType;
import app.akin.core.embed.torchscript.ProgramText;
import app.akin.core.embed.torchscript.ScalarType;
import app.akin.core.embed.torchscript.ScriptArchive;
import app.akin.core.embed.torchscript.ScriptValue;
import app.akin.core.photo.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The common part of both towers: TorchScript classes of norms, linear maps and transformer
/// layers, and their values.
///
/// Weights are stored in the number format of the checkpoint and converted once by `__setstate__`
/// while the archive loads, so a 16-bit checkpoint gives a 16-bit archive.
///
/// Source: transformers' `CLIPEncoderLayer`.
final class TowerProgram {
  /// The factor of [Activation#QUICK_GELU].
  private static final String QUICK_GELU_FACTOR = "1.702";

  private final TowerConfig tower;
  private final boolean causal;
  private final Precision precision;
  private final Kernels kernels;
  private final MappedWeights weights;
  private final ProgramText code;

  /// Creates a program with the common classes.
  ///
  /// @param causal whether attention is causal
  /// @param rows usual number of tokens per batch
  /// @param weights the weights; must stay open until the archive is written
  TowerProgram(
      TowerConfig tower,
      boolean causal,
      Precision precision,
      Kernels kernels,
      long rows,
      MappedWeights weights) {
    this.tower = tower;
    this.causal = causal;
    this.precision = precision;
    this.kernels = kernels;
    this.weights = weights;
    code = new ProgramText(Map.of("TYPE", kernels.stream(precision).number()));
    norm();
    projection();
    for (LinearMap map : LinearMap.values()) {
      linear(map, rows);
    }
    layer();
  }

  /// Appends code, replacing capitalized words between `@`.
  TowerProgram add(String text, Map<String, ?> words) {
    code.add(text, words);
    return this;
  }

  /// Returns the code.
  String code() {
    return code.toString();
  }

  private void norm() {
    add(
        """
        class Norm(Module):
        @MODULE@
          weight : Tensor
          bias : Tensor
          def forward(self: __torch__.Norm, x: Tensor) -> Tensor:
            return torch.layer_norm(x, [@HIDDEN@], self.weight, self.bias, @EPSILON@)
          def __getstate__(self: __torch__.Norm) -> Tuple[Tensor, Tensor]:
            return (self.weight, self.bias)
          def __setstate__(self: __torch__.Norm, state: Tuple[Tensor, Tensor]) -> NoneType:
            self.training = False
            self.weight = torch.to((state)[0], @TYPE@)
            self.bias = torch.to((state)[1], @TYPE@)
            return None
        """,
        Map.of("HIDDEN", tower.hidden(), "EPSILON", Double.toString(tower.epsilon())));
  }

  private void projection() {
    add(
        """
        class Projection(Module):
        @MODULE@
          weight : Tensor
          def forward(self: __torch__.Projection, x: Tensor) -> Tensor:
            return torch.linear(x, self.weight, None)
          def __getstate__(self: __torch__.Projection) -> Tensor:
            return self.weight
          def __setstate__(self: __torch__.Projection, state: Tensor) -> NoneType:
            self.training = False
            self.weight = torch.to(state, @TYPE@)
            return None
        """,
        Map.of());
  }

  /// Adds a class of linear maps. Its packed weights can't be unpacked, and need not be, because
  /// only this compiler writes archives; the engine still requires the method.
  private void linear(LinearMap map, long rows) {
    LinearCode linear = LinearCode.of(map, precision, kernels, tower.activation(), rows);
    String state =
        switch (map) {
          case JOINED -> "Tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]";
          case OUTPUT, WIDEN, NARROW -> "Tuple[Tensor, Tensor]";
        };
    add(
        """
        class @NAME@(Module):
        @MODULE@
        @ATTRIBUTES@\
          def forward(self: __torch__.@NAME@, x: Tensor@TOKENS@) -> Tensor:
        @FORWARD@\
          def __getstate__(self: __torch__.@NAME@) -> @STATE@:
            ops.prim.RaiseException("a compiled tower is not saved again", "builtins.RuntimeError")
            return unchecked_cast(@STATE@, None)
          def __setstate__(self: __torch__.@NAME@, state: @STATE@) -> NoneType:
            self.training = False
            w = @WEIGHT@
            b = @BIAS@
        @PACKING@\
            return None
        """,
        Map.of(
            "NAME", map.type(),
            "STATE", state,
            "TOKENS", map.adds() ? ", y: Tensor" : "",
            "WEIGHT", stored(map, 0),
            "BIAS", stored(map, 1),
            "ATTRIBUTES", linear.attributes(),
            "PACKING", linear.packing(),
            "FORWARD", linear.forward()));
  }

  /// Returns the code of the weight (0) or bias (1) of a map as float32, including absorbed
  /// factors.
  private String stored(LinearMap map, int part) {
    return switch (map) {
      case JOINED ->
          "torch.cat([%s, %s, %s])"
              .formatted(
                  isSplit() ? times(state(part), queryScale()) : state(part),
                  state(part + 2),
                  state(part + 4));
      case OUTPUT -> state(part);
      // x · sigmoid(1.702 x) is silu(1.702 x) / 1.702: absorbing the factors into the weights
      // reduces three passes over the widest tensor to one.
      case WIDEN -> usesQuickGelu() ? times(state(part), QUICK_GELU_FACTOR) : state(part);
      case NARROW ->
          usesQuickGelu() && part == 0
              ? "torch.div(" + state(part) + ", " + QUICK_GELU_FACTOR + ")"
              : state(part);
    };
  }

  private boolean usesQuickGelu() {
    return tower.activation() == Activation.QUICK_GELU;
  }

  private static String state(int item) {
    return "torch.to((state)[" + item + "], 6)";
  }

  private static String times(String value, String factor) {
    return "torch.mul(" + value + ", " + factor + ")";
  }

  /// Returns whether attention consists of two products and a softmax, with the scale absorbed into
  /// the query's weights. The engine's attention operator is only faster in float32.
  private boolean isSplit() {
    return !causal && kernels.attention(precision) == ScalarType.BFLOAT16;
  }

  private String queryScale() {
    return Double.toString(1 / Math.sqrt(tower.headWidth()));
  }

  /// Adds the layer class: `forward` for all tokens and `first` for the first token only, because
  /// the image tower reads only that of its last layer.
  private void layer() {
    add(
        """
        class Layer(Module):
        @MODULE@
          attention_norm : __torch__.Norm
          joined : __torch__.Joined
          output : __torch__.Output
          feed_forward_norm : __torch__.Norm
          widen : __torch__.Widen
          narrow : __torch__.Narrow
          def heads(self: __torch__.Layer, x: Tensor) -> Tensor:
            n = torch.size(x, 0)
            t = torch.size(x, 1)
            joined = (self.joined).forward((self.attention_norm).forward(x, ), )
            return torch.permute(torch.view(joined, [n, t, 3, @HEADS@, @WIDTH@]), [2, 0, 3, 1, 4])
          def step(self: __torch__.Layer, x: Tensor, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
            a = @ATTENTION@
            b = torch.flatten(torch.transpose(a, 1, 2), 2)
            y = (self.output).forward(b, x, )
            h = (self.widen).forward((self.feed_forward_norm).forward(y, ), )
            return (self.narrow).forward(h, y, )
          def forward(self: __torch__.Layer, x: Tensor) -> Tensor:
            q, k, v = torch.unbind((self).heads(x, ))
            return (self).step(x, q, k, v, )
          def first(self: __torch__.Layer, x: Tensor) -> Tensor:
            q, k, v = torch.unbind((self).heads(x, ))
            y = torch.contiguous(torch.slice(x, 1, 0, 1))
            return (self).step(y, torch.slice(q, 2, 0, 1), k, v, )
        """,
        Map.of(
            "HEADS", tower.heads(),
            "WIDTH", tower.headWidth(),
            "ATTENTION", attention()));
  }

  private String attention() {
    if (isSplit()) {
      return "torch.matmul(torch.softmax(torch.matmul(q, torch.transpose(k, 2, 3)), -1), v)";
    }
    return "torch.scaled_dot_product_attention(q, k, v, None, 0., %s)"
        .formatted(causal ? "True" : "False");
  }

  /// Returns a tensor of the checkpoint as stored in the archive.
  ScriptValue.Tensor tensor(StoredTensor stored) {
    return new ScriptValue.Tensor(
        elementType(Objects.requireNonNull(stored.type())), stored.shape(), weights.bytes(stored));
  }

  private static ElementType elementType(TensorType type) {
    return switch (type) {
      case F16 -> ElementType.HALF;
      case BF16 -> ElementType.BFLOAT16;
      case F32 -> ElementType.FLOAT;
      case BOOL, U8, I8, U16, I16, U32, I32, U64, I64, F64 ->
          throw new IllegalArgumentException(type + " is not the type of a weight");
    };
  }

  /// Returns a module with a weight and a bias.
  ScriptValue affine(String type, ClipWeights.Affine affine) {
    return new ScriptValue.StatefulModule(
        type, ScriptValue.Tuple.of(tensor(affine.weight()), tensor(affine.bias())));
  }

  /// Returns the module of the feature projection.
  ScriptValue projection(StoredTensor projection) {
    return new ScriptValue.StatefulModule("Projection", tensor(projection));
  }

  /// Returns the declarations of the layers, `layer0` and so on.
  static String layerAttributes(List<ClipWeights.Layer> layers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < layers.size(); i++) {
      text.append("  layer").append(i).append(" : __torch__.Layer\n");
    }
    return text.toString();
  }

  /// Returns calls of `forward` of the first `count` layers, from variable `y` to `y`.
  static String layerCalls(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("    y = (self.layer").append(i).append(").forward(y, )\n");
    }
    return text.toString();
  }

  /// Returns the archive: a module `Tower` with these parts and the layers.
  ScriptArchive archive(Map<String, ScriptValue> parts, List<ClipWeights.Layer> layers) {
    Map<String, ScriptValue> attributes = new LinkedHashMap<>(parts);
    for (int i = 0; i < layers.size(); i++) {
      attributes.put("layer" + i, layer(layers.get(i)));
    }
    return new ScriptArchive(code(), new ScriptValue.Module("Tower", attributes));
  }

  private ScriptValue layer(ClipWeights.Layer layer) {
    Map<String, ScriptValue> attributes = new LinkedHashMap<>();
    attributes.put("attention_norm", affine("Norm", layer.attentionNorm()));
    attributes.put("joined", linear(LinearMap.JOINED, layer.query(), layer.key(), layer.value()));
    attributes.put("output", linear(LinearMap.OUTPUT, layer.output()));
    attributes.put("feed_forward_norm", affine("Norm", layer.feedForwardNorm()));
    attributes.put("widen", linear(LinearMap.WIDEN, layer.widen()));
    attributes.put("narrow", linear(LinearMap.NARROW, layer.narrow()));
    return new ScriptValue.Module("Layer", attributes);
  }

  private ScriptValue linear(LinearMap map, ClipWeights.Affine... parts) {
    List<ScriptValue> tensors = new ArrayList<>();
    for (ClipWeights.Affine part : parts) {
      tensors.add(tensor(part.weight()));
      tensors.add(tensor(part.bias()));
    }
    return new ScriptValue.StatefulModule(map.type(), new ScriptValue.Tuple(tensors));
  }
}
