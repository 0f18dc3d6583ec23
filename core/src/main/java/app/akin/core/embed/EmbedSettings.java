package app.akin.core.embed;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Settings for running models. There is one engine per process, and it starts once. The first
/// settings to start it determine its native libraries, its threads, and whether it uses the CUDA
/// build: on any device but [Device#CPU] if that build is enabled.
///
/// @param compiled the folder of compiled archives, created when needed
/// @param natives the folder that native libraries are unpacked to, created when needed
/// @param device the device of image towers; [Device#AUTO] is the CPU; text towers always run on
///   the CPU
/// @param precision the precision of image towers
/// @param threads the number of CPU threads that one inference uses, at least 1
/// @param gpus the GPUs that the engine may use
/// @param environment environment variables, some of which limit the engine
public record EmbedSettings(
    Path compiled,
    Path natives,
    Device device,
    Precision precision,
    int threads,
    List<Gpu> gpus,
    Map<String, String> environment) {
  /// Checks the number of threads.
  public EmbedSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads);
    }
    gpus = List.copyOf(gpus);
    environment = Map.copyOf(environment);
  }

  /// Creates settings with the GPUs that every engine may use, without environment variables.
  public EmbedSettings(
      Path compiled, Path natives, Device device, Precision precision, int threads) {
    this(compiled, natives, device, precision, threads, Gpu.supported(), Map.of());
  }
}
