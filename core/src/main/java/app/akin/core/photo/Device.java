package app.akin.core.photo;

/// Where a model's image tower runs.
public enum Device {
  /// The best that works: today the CPU.
  AUTO,
  /// The processor.
  CPU,
  /// An NVIDIA graphics card.
  CUDA,
  /// Apple's graphics.
  MPS
}
