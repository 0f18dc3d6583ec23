package app.akin.core.decode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An item of a HEIF file: a coded picture, a picture derived from others, or metadata. Filled in
/// by [HeifItems] while it reads; for one thread.
final class HeifItem {
  /// A run of bytes of the file.
  ///
  /// @param offset where it begins
  /// @param length how many bytes, 0 for all up to the end
  record Extent(long offset, long length) {}

  final int id;

  /// Four characters, such as `hvc1`, `av01`, `grid` or `Exif`.
  String type = "";

  /// What kind of data a `mime` item holds, as far as it matters.
  String content = "";

  /// Its properties, in their order: transforms are applied in that order.
  final List<IsoBox> properties = new ArrayList<>();

  final List<Extent> extents = new ArrayList<>();

  /// Whether extents are relative to the `idat` box rather than to the file; 2 for those relative
  /// to another item, which are not read.
  int construction;

  /// The items that it is made from (`dimg`), in their order.
  final List<Integer> parts = new ArrayList<>();

  /// The items that it describes (`cdsc`) or stands beside (`auxl`, `thmb`).
  final List<Integer> about = new ArrayList<>();

  HeifItem(int id) {
    this.id = id;
  }

  /// Its first property of a type, null for none.
  @Nullable IsoBox property(String wanted) {
    return IsoBox.find(properties, wanted);
  }
}
