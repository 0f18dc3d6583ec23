package app.akin.core.photo;

/// The device of a model's image tower.
public enum Device {
  /// The best device that works.
  AUTO,
  /// The CPU.
  CPU,
  /// An NVIDIA GPU.
  CUDA,
  /// An Apple GPU.
  MPS
}
