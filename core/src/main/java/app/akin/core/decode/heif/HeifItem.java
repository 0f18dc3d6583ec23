package app.akin.core.decode.heif;

import app.akin.core.decode.image.IsoBox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An item of a HEIF file: a coded image, an image derived from others, or metadata. Filled in by
/// [HeifItems] while reading. Not thread-safe.
final class HeifItem {
  /// A byte range of the file.
  ///
  /// @param offset start of the range
  /// @param length number of bytes, 0 for all up to the end
  record Extent(long offset, long length) {}

  final int id;

  /// Four-character type, such as `hvc1`, `av01`, `grid` or `Exif`.
  String type = "";

  /// Content type of a `mime` item, with any trailing fields of its entry.
  String contentType = "";

  /// The properties in association order, which is the order for applying transforms.
  final List<IsoBox> properties = new ArrayList<>();

  final List<Extent> extents = new ArrayList<>();

  /// Construction method: 0 for extents relative to the file, 1 relative to the `idat` box, 2
  /// relative to another item (not supported).
  int constructionMethod;

  /// IDs of the items that this one is derived from (`dimg`), in order.
  final List<Integer> parts = new ArrayList<>();

  /// IDs of the items that this one describes (`cdsc`) or is auxiliary to (`auxl`, `thmb`).
  final List<Integer> describes = new ArrayList<>();

  HeifItem(int id) {
    this.id = id;
  }

  /// Returns the first property of a type, or null.
  @Nullable IsoBox property(String wanted) {
    return IsoBox.find(properties, wanted);
  }
}
