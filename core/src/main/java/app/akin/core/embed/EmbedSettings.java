package app.akin.core.embed;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.nio.file.Path;
import java.util.List;

/// How models are run. The engine is one for the whole process and starts once: of several
/// settings, the first to start it decide its natives, its threads and whether it starts on the
/// library for graphics cards: on any device but [Device#CPU], where that library is on.
///
/// @param compiled the folder that keeps compiled archives, made when needed
/// @param natives the folder that native libraries are unpacked to, made when needed
/// @param device where image towers run, [Device#AUTO] being the processor; text towers always run
///   on the processor
/// @param precision the number format of image towers
/// @param threads processor threads that one inference uses, at least 1
/// @param cards the graphics cards that the engine may have
public record EmbedSettings(
    Path compiled,
    Path natives,
    Device device,
    Precision precision,
    int threads,
    List<Card> cards) {
  /// Checks the number of threads.
  public EmbedSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads);
    }
    cards = List.copyOf(cards);
  }

  /// Settings for the cards that every engine may have.
  public EmbedSettings(
      Path compiled, Path natives, Device device, Precision precision, int threads) {
    this(compiled, natives, device, precision, threads, Card.known());
  }
}
