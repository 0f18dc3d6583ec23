package app.akin.core.gpu;

import java.util.List;

/// The CUDA build offered by the makers of the engine.
///
/// @param build version, CUDA version and platform
/// @param host the server
/// @param items its files
public record CudaOffer(String build, String host, List<Item> items) {
  /// Maximum ratio of unpacked to downloaded size.
  private static final int MAX_UNPACK_RATIO = 3;

  /// Copies the list.
  public CudaOffer {
    items = List.copyOf(items);
  }

  /// A file.
  ///
  /// @param path path on the server
  /// @param name local file name
  /// @param packed whether it is compressed with GZIP
  /// @param bytes size of the download
  /// @param tag entity tag of the server: a hash or an opaque value
  public record Item(String path, String name, boolean packed, long bytes, String tag) {}

  /// Returns the size of the download in bytes.
  public long downloadBytes() {
    return items.stream().mapToLong(Item::bytes).sum();
  }

  /// Returns the maximum disk space it needs, in bytes.
  public long diskBytes() {
    return MAX_UNPACK_RATIO * downloadBytes();
  }
}
