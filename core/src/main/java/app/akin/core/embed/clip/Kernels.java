package app.akin.core.embed.clip;

import app.akin.core.photo.Precision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which operators of the engine a compiled image tower calls for its linear maps.
public enum Kernels {
  /// oneDNN's own, with weights laid out for them while the archive loads, and what follows a map
  /// (activation, sum) done in the same pass. For 64-bit Intel and AMD processors.
  ONEDNN,
  /// Those that every build of the engine has on every device.
  PLAIN;

  /// The engine's setting for the most that oneDNN may use of a processor, under its two names.
  private static final List<String> LIMITS = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");

  /// The values of it that leave no arithmetic for 16-bit floats.
  private static final Set<String> WITHOUT_HALVES = Set.of("SSE41", "AVX", "AVX2", "AVX2_VNNI");

  /// The precisions worth a try on a processor, fp32 first.
  ///
  /// @param environment the environment of the process
  public static List<Precision> precisions(Map<String, String> environment) {
    return hasHalves(environment)
        ? List.of(Precision.FP32, Precision.BF16, Precision.INT8_MIXED, Precision.INT8)
        : List.of(Precision.FP32, Precision.INT8);
  }

  /// The kernels to try for a precision on a processor, the best first. An engine built without the
  /// first refuses to load their archive, and so does a processor that lacks what they need.
  ///
  /// @param architecture the value of `os.arch`
  /// @param system the value of `os.name`
  /// @param environment the environment of the process
  public static List<Kernels> ofProcessor(
      Precision precision, String architecture, String system, Map<String, String> environment) {
    boolean built =
        List.of("amd64", "x86_64").contains(architecture.toLowerCase(Locale.ROOT))
            && !system.toLowerCase(Locale.ROOT).contains("mac");
    if (!built) {
      return List.of(PLAIN);
    }
    return switch (precision) {
      case FP32 -> List.of(ONEDNN, PLAIN);
      case INT8 -> hasHalves(environment) ? List.of(ONEDNN, PLAIN) : List.of(PLAIN);
      // Without the first these run in a way that takes a minute for a picture.
      case BF16, FP16, INT8_MIXED -> List.of(ONEDNN);
    };
  }

  private static boolean hasHalves(Map<String, String> environment) {
    return LIMITS.stream()
        .map(name -> environment.getOrDefault(name, "").toUpperCase(Locale.ROOT))
        .noneMatch(WITHOUT_HALVES::contains);
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
