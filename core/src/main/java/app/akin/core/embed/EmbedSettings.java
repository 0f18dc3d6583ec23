package app.akin.core.embed;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.nio.file.Path;

/// How models are run. The engine is one for the whole process and starts once: of several
/// settings, the first to start it decide its natives and its threads.
///
/// @param compiled the folder that keeps compiled archives, made when needed
/// @param natives the folder that native libraries are unpacked to, made when needed
/// @param device where image towers run; text towers always run on the processor
/// @param precision the number format of image towers
/// @param threads processor threads that one inference uses, at least 1
public record EmbedSettings(
    Path compiled, Path natives, Device device, Precision precision, int threads) {
  /// Checks the number of threads.
  public EmbedSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads);
    }
  }
}
