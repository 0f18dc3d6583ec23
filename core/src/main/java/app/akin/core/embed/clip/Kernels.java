package app.akin.core.embed.clip;

import app.akin.core.embed.torchscript.ScalarType;
import app.akin.core.photo.Architecture;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.Precision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The operators that a compiled image tower uses for its linear maps.
public enum Kernels {
  /// oneDNN operators, with weights packed while the archive loads, and fused activation and sum.
  /// For x86-64 CPUs.
  ONEDNN,
  /// Operators available in every build of the engine on every device.
  PLAIN;

  /// Environment variables that limit the instruction set of oneDNN.
  private static final List<String> LIMITS = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");

  /// Their values without arithmetic for 16-bit floats.
  private static final Set<String> WITHOUT_HALF_FLOATS =
      Set.of("SSE41", "AVX", "AVX2", "AVX2_VNNI");

  /// Returns the precisions to test on the CPU, fp32 first.
  ///
  /// @param environment environment variables
  public static List<Precision> precisions(Map<String, String> environment) {
    return hasHalfFloats(environment)
        ? List.of(Precision.FP32, Precision.BF16, Precision.INT8_MIXED, Precision.INT8)
        : List.of(Precision.FP32, Precision.INT8);
  }

  /// Returns the precisions that archives for GPUs are compiled for, fp32 first. The engine has no
  /// int8 operators for GPUs.
  public static List<Precision> gpuPrecisions() {
    return List.of(Precision.FP32, Precision.BF16, Precision.FP16);
  }

  /// Returns the kernels of archives for GPUs.
  public static Kernels ofGpu() {
    return PLAIN;
  }

  /// Returns the kernels to try for a precision on a CPU, best first. Archives for unsupported
  /// kernels fail to load.
  ///
  /// @param architecture the architecture of the CPU
  /// @param system the operating system
  /// @param environment environment variables
  public static List<Kernels> ofCpu(
      Precision precision,
      Architecture architecture,
      OperatingSystem system,
      Map<String, String> environment) {
    boolean built = architecture == Architecture.X86_64 && system != OperatingSystem.MACOS;
    if (!built) {
      return List.of(PLAIN);
    }
    return switch (precision) {
      case FP32 -> List.of(ONEDNN, PLAIN);
      case INT8 -> hasHalfFloats(environment) ? List.of(ONEDNN, PLAIN) : List.of(PLAIN);
      // Without oneDNN these take about a minute per image.
      case BF16, FP16, INT8_MIXED -> List.of(ONEDNN);
    };
  }

  private static boolean hasHalfFloats(Map<String, String> environment) {
    return LIMITS.stream()
        .map(name -> environment.getOrDefault(name, "").toUpperCase(Locale.ROOT))
        .noneMatch(WITHOUT_HALF_FLOATS::contains);
  }

  /// Returns the word used in archive names.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the type of the residual stream and of the norms.
  ScalarType stream(Precision precision) {
    return switch (precision) {
      case FP32, INT8, INT8_MIXED -> ScalarType.FLOAT32;
      case BF16 -> ScalarType.BFLOAT16;
      case FP16 -> ScalarType.FLOAT16;
    };
  }

  /// Returns the type of attention.
  ScalarType attention(Precision precision) {
    return switch (precision) {
      case FP32 -> ScalarType.FLOAT32;
      case BF16 -> ScalarType.BFLOAT16;
      case FP16 -> ScalarType.FLOAT16;
      case INT8, INT8_MIXED -> this == ONEDNN ? ScalarType.BFLOAT16 : ScalarType.FLOAT32;
    };
  }
}
