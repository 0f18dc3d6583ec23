package app.akin.core.embed.decoder;

/// Where a program keeps weights and computes.
public enum Placement {
  /// Computes on the CPU with weights in the page cache.
  CPU("cpu"),
  /// Computes on the CPU with oneDNN for x86-64, with weights in the page cache. An archive for
  /// 16-bit floats loads only if the CPU has arithmetic for them.
  CPU_ONEDNN("cpu"),
  /// Computes on a CUDA GPU, to which the weights of a layer are copied when it runs.
  CUDA_STREAMED("cuda:0"),
  /// Computes on a CUDA GPU that holds all weights.
  CUDA_RESIDENT("cuda:0"),
  /// Computes on an Apple GPU, to which the weights of a layer are copied when it runs.
  MPS_STREAMED("mps:0");

  private final String device;

  Placement(String device) {
    this.device = device;
  }

  /// Returns PyTorch's name of the computing device.
  String device() {
    return device;
  }

  /// Returns whether it computes on the CPU.
  boolean isCpu() {
    return this == CPU || this == CPU_ONEDNN;
  }

  /// Returns whether the weights are copied to the device when the archive loads.
  boolean isResident() {
    return this == CUDA_RESIDENT;
  }
}
