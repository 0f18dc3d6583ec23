package app.akin.core.model;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;

/// How one precision of a model does on this machine.
///
/// @param device where it was computed: the processor or a graphics card
/// @param precision the precision
/// @param verdict what it comes to
/// @param picturesPerSecond how many pictures it embeds; of a [Verdict#SLOW] one by a single
///   picture on the processor, of a [Verdict#FAILED] one 0
/// @param batch how many it takes at once; 0 of a [Verdict#FAILED] one
/// @param batchTime how long so many took
/// @param centredCosine the mean cosine between its embeddings and those of fp32 on the processor,
///   after the mean of the latter was subtracted from both; not a number where it was not measured
/// @param neighbours how many of each picture's ten nearest stay among the ten nearest, 0 to 1, on
///   average; not a number where it was not measured
/// @param detail what made it fail, in the engine's words; empty otherwise
public record PrecisionRow(
    Device device,
    Precision precision,
    Verdict verdict,
    double picturesPerSecond,
    int batch,
    Timing batchTime,
    double centredCosine,
    double neighbours,
    String detail) {
  /// One on the processor.
  public PrecisionRow(
      Precision precision,
      Verdict verdict,
      double picturesPerSecond,
      int batch,
      Timing batchTime,
      double centredCosine,
      double neighbours,
      String detail) {
    this(
        Device.CPU,
        precision,
        verdict,
        picturesPerSecond,
        batch,
        batchTime,
        centredCosine,
        neighbours,
        detail);
  }

  /// What a check finds of a precision.
  public enum Verdict {
    /// It finds what fp32 finds.
    GOOD,
    /// Too much is lost.
    LOSSY,
    /// It is much slower than fp32; what it loses was not looked at.
    SLOW,
    /// The engine cannot run it here.
    FAILED
  }

  boolean is(ComputeConfig candidate) {
    return device == candidate.device() && precision == candidate.precision();
  }
}
