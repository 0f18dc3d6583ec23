package app.akin.core.model.precision;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;

/// The measured speed and accuracy of one precision of a model on this machine.
///
/// @param device the device: the CPU or a GPU
/// @param precision the precision
/// @param verdict the verdict
/// @param imagesPerSecond the speed; for [Verdict#SLOW] on the CPU estimated from a single image,
///   for [Verdict#FAILED] 0
/// @param batch the batch size; 0 for [Verdict#FAILED]
/// @param batchTime the times of whole batches
/// @param centredCosine the mean cosine with the embeddings of fp32 on the CPU, after the mean of
///   the latter is subtracted from both sides; NaN if it was not measured
/// @param neighbours the mean fraction, 0 to 1, of each image's ten nearest neighbours that stay
///   among the ten nearest; NaN if it was not measured
/// @param detail the engine's error message for [Verdict#FAILED]; empty otherwise
public record PrecisionRow(
    Device device,
    Precision precision,
    Verdict verdict,
    double imagesPerSecond,
    int batch,
    Timing batchTime,
    double centredCosine,
    double neighbours,
    String detail) {
  /// Creates a row for the CPU.
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

  /// The verdict of a check on a precision.
  public enum Verdict {
    /// The results match those of fp32.
    GOOD,
    /// The accuracy is too low.
    LOSSY,
    /// Much slower than fp32; the accuracy was not measured.
    SLOW,
    /// The engine cannot run it on this machine.
    FAILED
  }

  boolean matches(ComputeConfig candidate) {
    return device == candidate.device() && precision == candidate.precision();
  }
}
