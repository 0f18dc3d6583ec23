package app.akin.core.decode.heif;

import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.IsoBox;
import java.nio.ByteBuffer;

/// The size that a HEIF file states for an item.
///
/// @param width columns, positive
/// @param height rows, positive
record HeifSize(int width, int height) {
  /// Reads the size.
  ///
  /// @throws DecodeException if it is missing or invalid
  static HeifSize of(ByteBuffer file, HeifItem item) throws DecodeException {
    IsoBox size = item.property("ispe");
    if (size == null) {
      throw DecodeException.damaged("has no size");
    }
    int width = file.getInt(size.start() + 4);
    int height = file.getInt(size.start() + 8);
    if (width <= 0 || height <= 0) {
      throw DecodeException.damaged("has a part without pixels");
    }
    return new HeifSize(width, height);
  }

  /// Returns the number of pixels.
  long pixels() {
    return (long) width * height;
  }
}
