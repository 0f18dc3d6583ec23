package app.akin.core.embed.clip;

import app.akin.core.embed.torchscript.ScalarType;
import app.akin.core.photo.Precision;
import org.jspecify.annotations.Nullable;

/// The TorchScript code of a linear map. Weight `w` and bias `b` are float32 while the archive
/// loads; `x` is the input. A map with a residual also receives the tokens as `y` and may overwrite
/// them, because they are not read afterwards.
///
/// @param attributes declaration of its attributes
/// @param packing computes the attributes from `w` and `b`
/// @param forward maps `x`, as the last lines of a method
record LinearCode(String attributes, String packing, String forward) {
  private static final String NO_NUMBERS = "annotate(List[Optional[number]], [])";

  private static final String FLOATS =
      """
        weight : Tensor
        bias : Tensor
      """;

  private static final String BYTES =
      """
        weight : Tensor
        scales : Tensor
        zeros : Tensor
        bias : Tensor
        halves : Tensor
      """;

  private static final String PACKED =
      """
        packed : __torch__.torch.classes.quantized.LinearPackedParamsBase
      """;

  /// One scale per output from its largest weight. The lower bound avoids division by zero.
  private static final String SCALES =
      """
          scales = torch.clamp_min(torch.div(torch.amax(torch.abs(w), [1]), 127.), 1.0e-08)
      """;

  /// Quantizes activations with one scale, using the engine's operator.
  private static final String TO_BYTES =
      """
          z = torch.quantize_per_tensor_dynamic(torch.to(x, 6), 13, False)
          bytes = torch.int_repr(z)
          scale = torch.q_scale(z)
          zero = torch.q_zero_point(z)
      """;

  /// Quantizes the widest tensor in its own type and in place, with half the memory traffic. The
  /// conversion truncates, so 0.5 is added before. The range includes zero.
  private static final String WIDE_TO_BYTES =
      """
          low, high = torch.aminmax(x)
          bottom = torch.clamp_max(torch.to(low, 6), 0.)
          top = torch.clamp_min(torch.to(high, 6), 0.)
          scale = torch.clamp_min(torch.div(torch.sub(top, bottom), 255.), 1.0e-08)
          zero = torch.to(torch.round(torch.div(torch.neg(bottom), scale)), 3)
          shifted = torch.add_(x, torch.mul(scale, torch.add(zero, 0.5)))
          bytes = torch.to(torch.mul_(shifted, torch.reciprocal(scale)), 0)
      """;

  /// Returns the code of a map.
  ///
  /// @param tower precision of the tower
  /// @param rows usual number of tokens per batch, for which weights are packed
  static LinearCode of(
      LinearMap map, Precision tower, Kernels kernels, Activation activation, long rows) {
    Precision precision = map.precision(tower, kernels);
    Activation after = map == LinearMap.WIDEN ? activation : null;
    return switch (precision) {
      case FP32, BF16, FP16 ->
          switch (kernels) {
            case ONEDNN -> {
              boolean sum = kernels.stream(precision) == kernels.stream(tower);
              yield fusedFloats(map, kernels.stream(precision), sum, after, rows);
            }
            case PLAIN -> plainFloats(map, kernels.stream(precision), after);
          };
      case INT8, INT8_MIXED ->
          switch (kernels) {
            case ONEDNN -> fusedBytes(map, after, rows);
            case PLAIN -> plainBytes(map, after);
          };
    };
  }

  private static LinearCode plainFloats(
      LinearMap map, ScalarType kind, @Nullable Activation after) {
    String packing =
        """
            self.weight = torch.to(w, %1$d)
            self.bias = torch.to(b, %1$d)
        """
            .formatted(kind.number());
    return new LinearCode(
        FLOATS, packing, plain(map, "torch.linear(x, self.weight, self.bias)", after));
  }

  /// @param sum whether the tokens have the type of the map, so that the sum can be fused
  private static LinearCode fusedFloats(
      LinearMap map, ScalarType kind, boolean sum, @Nullable Activation after, long rows) {
    String packing =
        """
            self.weight = ops.mkldnn._reorder_linear_weight(torch.to(w, %1$d), %2$d)
            self.bias = torch.to(b, %1$d)
        """
            .formatted(kind.number(), rows);
    String product =
        map.adds() && sum
            ? "ops.mkldnn._linear_pointwise(x, y, self.weight, self.bias, \"add\")"
            : "ops.mkldnn._linear_pointwise(x, self.weight, self.bias, "
                + postOperation(after)
                + ")";
    String result = map.adds() && !sum ? "torch.add_(y, " + product + ")" : product;
    return new LinearCode(FLOATS, packing, "    return " + result + "\n");
  }

  private static LinearCode plainBytes(LinearMap map, @Nullable Activation after) {
    String packing =
        SCALES
            + """
                zeros = torch.to(torch.zeros_like(scales), 4)
                z = torch.quantize_per_channel(w, scales, zeros, 0, 12)
                self.packed = ops.quantized.linear_prepack(z, b)
            """;
    return new LinearCode(
        PACKED, packing, plain(map, "ops.quantized.linear_dynamic(x, self.packed, True)", after));
  }

  /// Uses 16-bit floats between products. Packing tests them, so that a CPU without their
  /// arithmetic rejects the archive instead of running very slowly.
  private static LinearCode fusedBytes(LinearMap map, @Nullable Activation after, long rows) {
    String packing =
        SCALES
            + """
                rounded = torch.round_(torch.div(w, torch.unsqueeze(scales, 1)))
                bytes = torch.to(rounded, 1)
                self.weight = ops.onednn.qlinear_prepack(bytes, [%d, torch.size(w, 1)])
                self.scales = scales
                self.zeros = torch.to(torch.zeros_like(scales), 3)
                self.bias = b
                self.halves = ops.mkldnn._reorder_linear_weight(torch.to(torch.ones([8, 8]), 15), 8)
            """
                .formatted(rows);
    String weight = "bytes, scale, zero, self.weight, self.scales, self.zeros, ";
    String result =
        map.adds()
            ? weight + "y, self.bias, 1., 0, 6, 1., 0, \"sum\", 1., " + postOperation(after)
            : weight + "self.bias, 1., 0, 15, " + postOperation(after);
    return new LinearCode(
        BYTES,
        packing,
        (map == LinearMap.NARROW ? WIDE_TO_BYTES : TO_BYTES)
            + "    return ops.onednn.qlinear_pointwise("
            + result
            + ")\n");
  }

  /// Returns the code for the result of a plain product.
  private static String plain(LinearMap map, String product, @Nullable Activation after) {
    String result =
        switch (after) {
          case null -> product;
          case QUICK_GELU -> "torch.silu_(" + product + ")";
          case GELU -> "torch.gelu_(" + product + ")";
          case GELU_TANH -> "torch.gelu_(" + product + ", approximate=\"tanh\")";
        };
    return "    return " + (map.adds() ? "torch.add_(y, " + result + ")" : result) + "\n";
  }

  /// Returns the post-operation of a fused product.
  private static String postOperation(@Nullable Activation after) {
    String name =
        switch (after) {
          case null -> "none";
          case QUICK_GELU -> "swish";
          case GELU, GELU_TANH -> "gelu";
        };
    String algorithm = after == Activation.GELU_TANH ? "tanh" : "none";
    return "\"" + name + "\", " + NO_NUMBERS + ", \"" + algorithm + "\"";
  }
}
