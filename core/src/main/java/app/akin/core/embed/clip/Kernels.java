package app.akin.core.embed.clip;

import app.akin.core.photo.Precision;
import java.util.List;
import java.util.Locale;

/// Which operators of the engine a compiled image tower calls for its linear maps.
public enum Kernels {
  /// oneDNN's own, with weights laid out for them while the archive loads, and what follows a map
  /// (activation, sum) done in the same pass. For 64-bit Intel and AMD processors.
  ONEDNN,
  /// Those that every build of the engine has on every device.
  PLAIN;

  /// The kernels to try for a processor, the best first. An engine built without the first refuses
  /// to load their archive, and so does a processor that lacks what a precision needs.
  ///
  /// @param architecture the value of `os.arch`
  /// @param system the value of `os.name`
  public static List<Kernels> ofProcessor(String architecture, String system) {
    boolean built =
        List.of("amd64", "x86_64").contains(architecture.toLowerCase(Locale.ROOT))
            && !system.toLowerCase(Locale.ROOT).contains("mac");
    return built ? List.of(ONEDNN, PLAIN) : List.of(PLAIN);
  }

  /// The word in an archive's name.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The type of what runs from layer to layer, and of the norms.
  ElementKind stream(Precision precision) {
    return switch (precision) {
      case FP32, INT8, INT8_MIXED -> ElementKind.FLOAT32;
      case BF16 -> ElementKind.BFLOAT16;
      case FP16 -> ElementKind.FLOAT16;
    };
  }

  /// The type in which attention is computed.
  ElementKind attention(Precision precision) {
    return switch (precision) {
      case FP32 -> ElementKind.FLOAT32;
      case BF16 -> ElementKind.BFLOAT16;
      case FP16 -> ElementKind.FLOAT16;
      case INT8, INT8_MIXED -> this == ONEDNN ? ElementKind.BFLOAT16 : ElementKind.FLOAT32;
    };
  }
}
