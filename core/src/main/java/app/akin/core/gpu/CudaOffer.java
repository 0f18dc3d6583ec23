package app.akin.core.gpu;

import java.util.List;

/// What the engine's makers have for graphics cards.
///
/// @param build its version, CUDA and system
/// @param host who publishes it
/// @param items its files
public record CudaOffer(String build, String host, List<Item> items) {
  /// Libraries for graphics cards unpack to less than so many times what is sent.
  private static final int MOST_TIMES = 3;

  /// Takes a copy.
  public CudaOffer {
    items = List.copyOf(items);
  }

  /// A file.
  ///
  /// @param path where it is, below what is published
  /// @param name what it is called once it is here
  /// @param packed whether it is sent as GZIP
  /// @param bytes how many are sent
  /// @param tag what the server calls this version; its hash, or a word that proves nothing
  public record Item(String path, String name, boolean packed, long bytes, String tag) {}

  /// How many bytes are fetched.
  public long download() {
    return items.stream().mapToLong(Item::bytes).sum();
  }

  /// How many bytes it may take on the disk, at most, meanwhile and after.
  public long room() {
    return MOST_TIMES * download();
  }
}
