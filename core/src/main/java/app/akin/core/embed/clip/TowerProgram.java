package app.akin.core.embed.clip;

import app.akin.core.embed.checkpoint.MappedWeights;
import app.akin.core.embed.checkpoint.StoredTensor;
import app.akin.core.embed.checkpoint.TensorType;
import app.akin.core.embed.torchscript.ElementType;
import app.akin.core.embed.torchscript.ScriptArchive;
import app.akin.core.embed.torchscript.ScriptValue;
import app.akin.core.photo.Precision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the two towers share: TorchScript classes for norms, linear maps and transformer layers,
/// and the values that fill them.
///
/// Weights lie in the archive in the checkpoint's own number format and are converted once, by
/// `__setstate__`, while the archive loads: a 16-bit checkpoint gives a 16-bit archive.
///
/// Source: the layer of `BGE-VL.md` section 1.5.
final class TowerProgram {
  /// The steepness of [Activation#QUICK_GELU].
  private static final String QUICK = "1.702";

  private final TowerConfig tower;
  private final boolean causal;
  private final Precision precision;
  private final MappedWeights weights;
  private final StringBuilder code = new StringBuilder();

  /// Starts a program with the shared classes.
  ///
  /// @param causal whether a token sees only those before it and itself
  /// @param weights where the tensors' bytes come from; must stay open until the archive is written
  TowerProgram(TowerConfig tower, boolean causal, Precision precision, MappedWeights weights) {
    this.tower = tower;
    this.causal = causal;
    this.precision = precision;
    this.weights = weights;
    norm();
    projection();
    linear("Linear", "%s", "%s", "%s", "%s");
    switch (tower.activation()) {
      // x · sigmoid(1.702 x) is silu(1.702 x) / 1.702: with the factor in the weights on both
      // sides,
      // three passes over the widest tensor become one.
      case QUICK_GELU -> {
        linear("Widen", times(QUICK), times(QUICK), over(QUICK), over(QUICK));
        linear("Narrow", over(QUICK), "%s", times(QUICK), "%s");
      }
      case GELU, GELU_TANH -> {
        linear("Widen", "%s", "%s", "%s", "%s");
        linear("Narrow", "%s", "%s", "%s", "%s");
      }
    }
    layer();
  }

  private static String times(String factor) {
    return "torch.mul(%s, " + factor + ")";
  }

  private static String over(String factor) {
    return "torch.div(%s, " + factor + ")";
  }

  /// Adds text of the program, with the words in capitals between `@` filled in.
  TowerProgram add(String text, Map<String, ?> words) {
    String filled = text;
    for (Map.Entry<String, ?> word : words.entrySet()) {
      filled = filled.replace("@" + word.getKey() + "@", String.valueOf(word.getValue()));
    }
    code.append(
        filled
            .replace("@TYPE@", Integer.toString(scalarType(precision)))
            .replace("@MODULE@", "  __parameters__ = []\n  __buffers__ = []\n  training : bool"));
    return this;
  }

  /// The number by which TorchScript calls the type that the weights have after loading.
  private static int scalarType(Precision precision) {
    return switch (precision) {
      case FP32 -> 6;
    };
  }

  /// The program's text.
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

  /// A class of linear maps, whose weight and bias may be scaled on loading and are scaled back
  /// when asked for their state.
  private void linear(String name, String weight, String bias, String weightBack, String biasBack) {
    add(
        """
        class @NAME@(Module):
        @MODULE@
          weight : Tensor
          bias : Tensor
          def forward(self: __torch__.@NAME@, x: Tensor) -> Tensor:
            return torch.linear(x, self.weight, self.bias)
          def __getstate__(self: __torch__.@NAME@) -> Tuple[Tensor, Tensor]:
            return (@WEIGHT_BACK@, @BIAS_BACK@)
          def __setstate__(self: __torch__.@NAME@, state: Tuple[Tensor, Tensor]) -> NoneType:
            self.training = False
            self.weight = @WEIGHT@
            self.bias = @BIAS@
            return None
        """,
        Map.of(
            "NAME", name,
            "WEIGHT_BACK", weightBack.formatted("self.weight"),
            "BIAS_BACK", biasBack.formatted("self.bias"),
            "WEIGHT", weight.formatted("torch.to((state)[0], @TYPE@)"),
            "BIAS", bias.formatted("torch.to((state)[1], @TYPE@)")));
  }

  /// A layer, `forward` for all tokens and `first` for the first token alone: the image tower reads
  /// nothing else of its last layer.
  private void layer() {
    add(
        """
        class Layer(Module):
        @MODULE@
          attention_norm : __torch__.Norm
          query : __torch__.Linear
          key : __torch__.Linear
          value : __torch__.Linear
          output : __torch__.Linear
          feed_forward_norm : __torch__.Norm
          widen : __torch__.Widen
          narrow : __torch__.Narrow
          def heads(self: __torch__.Layer, x: Tensor) -> Tensor:
            n = torch.size(x, 0)
            t = torch.size(x, 1)
            return torch.transpose(torch.view(x, [n, t, @HEADS@, @WIDTH@]), 1, 2)
          def step(self: __torch__.Layer, x: Tensor, asking: Tensor, seen: Tensor) -> Tensor:
            q = (self).heads((self.query).forward(asking, ), )
            k = (self).heads((self.key).forward(seen, ), )
            v = (self).heads((self.value).forward(seen, ), )
            a = torch.scaled_dot_product_attention(q, k, v, None, 0., @CAUSAL@)
            b = torch.flatten(torch.transpose(a, 1, 2), 2)
            y = torch.add_((self.output).forward(b, ), x)
            h = (self.widen).forward((self.feed_forward_norm).forward(y, ), )
            g = @ACTIVATION@
            return torch.add_((self.narrow).forward(g, ), y)
          def forward(self: __torch__.Layer, x: Tensor) -> Tensor:
            h = (self.attention_norm).forward(x, )
            return (self).step(x, h, h, )
          def first(self: __torch__.Layer, x: Tensor) -> Tensor:
            h = (self.attention_norm).forward(x, )
            return (self).step(torch.slice(x, 1, 0, 1), torch.slice(h, 1, 0, 1), h, )
        """,
        Map.of(
            "HEADS", tower.heads(),
            "WIDTH", tower.headWidth(),
            "CAUSAL", causal ? "True" : "False",
            "ACTIVATION", activation(tower.activation())));
  }

  private static String activation(Activation activation) {
    return switch (activation) {
      case QUICK_GELU -> "torch.silu_(h)";
      case GELU -> "torch.gelu_(h)";
      case GELU_TANH -> "torch.gelu_(h, approximate=\"tanh\")";
    };
  }

  /// A tensor of the checkpoint as the archive holds it.
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

  /// A module of a class that keeps a weight and a bias.
  ScriptValue affine(String type, ClipWeights.Affine affine) {
    return new ScriptValue.Restored(
        type, ScriptValue.Tuple.of(tensor(affine.weight()), tensor(affine.bias())));
  }

  /// The module of the projection to the features.
  ScriptValue projection(StoredTensor projection) {
    return new ScriptValue.Restored("Projection", tensor(projection));
  }

  /// Declares the attributes of the tower's layers, `layer0` and so on.
  static String layerAttributes(List<ClipWeights.Layer> layers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < layers.size(); i++) {
      text.append("  layer").append(i).append(" : __torch__.Layer\n");
    }
    return text.toString();
  }

  /// Calls of the first `count` layers' `forward`, from variable `y` to variable `y`.
  static String layerCalls(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("    y = (self.layer").append(i).append(").forward(y, )\n");
    }
    return text.toString();
  }

  /// The archive of this program: a module `Tower` of these parts and the layers.
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
    attributes.put("query", affine("Linear", layer.query()));
    attributes.put("key", affine("Linear", layer.key()));
    attributes.put("value", affine("Linear", layer.value()));
    attributes.put("output", affine("Linear", layer.output()));
    attributes.put("feed_forward_norm", affine("Norm", layer.feedForwardNorm()));
    attributes.put("widen", affine("Widen", layer.widen()));
    attributes.put("narrow", affine("Narrow", layer.narrow()));
    return new ScriptValue.Module("Layer", attributes);
  }
}
