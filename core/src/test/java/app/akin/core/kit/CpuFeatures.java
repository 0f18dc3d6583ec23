package app.akin.core.kit;

import app.akin.core.photo.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the CPU of this machine supports, read without the engine.
public final class CpuFeatures {
  private CpuFeatures() {}

  /// Returns whether oneDNN has kernels for bfloat16 here: on x86-64 they need AVX-512 or
  /// AVX-NE-CONVERT. True where the features are unknown.
  public static boolean hasBfloat16Kernels() {
    Path cpu = Path.of("/proc/cpuinfo");
    try {
      if (Architecture.current() != Architecture.X86_64 || !Files.exists(cpu)) {
        return true;
      }
      String features = Files.readString(cpu);
      return features.contains("avx512bw") || features.contains("avx_ne_convert");
    } catch (IOException e) {
      return true;
    }
  }
}
