package app.akin.core.store;

import app.akin.core.photo.ImageText;
import app.akin.core.photo.TextLine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Where the lines of a text are, in 20 bytes each: the length of the line in the text, confidence,
/// direction, and the four corners.
final class TextLines {
  /// Length in UTF-16 units, confidence, direction and eight coordinates.
  private static final int BYTES = Short.BYTES + 2 + 8 * Short.BYTES;

  private static final double MAX_CONFIDENCE = 255;
  private static final double MAX_COORDINATE = 65_535;
  private static final int QUARTER = 0x03;
  private static final int COLUMN = 0x04;

  private TextLines() {}

  /// Returns the stored form of the lines of a text.
  static byte[] encode(ImageText text) {
    List<TextLine> lines = text.lines();
    ByteBuffer bytes = ByteBuffer.allocate(lines.size() * BYTES);
    for (TextLine line : lines) {
      bytes.putShort((short) line.text().length());
      bytes.put((byte) Math.rint(line.confidence() * MAX_CONFIDENCE));
      bytes.put((byte) (line.quarter() | (line.column() ? COLUMN : 0)));
      for (TextLine.Corner corner : line.corners()) {
        putCoordinate(bytes, corner.x());
        putCoordinate(bytes, corner.y());
      }
    }
    return bytes.array();
  }

  /// Returns the lines of a text by rows.
  ///
  /// @param text the rows, one a line
  /// @param encoded the lines as [#encode] returns them
  static ImageText decode(String text, byte[] encoded) {
    List<List<TextLine>> rows = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    int at = 0;
    while (bytes.remaining() >= BYTES) {
      int end = Math.min(text.length(), at + (bytes.getShort() & 0xffff));
      double confidence = (bytes.get() & 0xff) / MAX_CONFIDENCE;
      int direction = bytes.get();
      List<TextLine.Corner> corners = new ArrayList<>(4);
      for (int i = 0; i < 4; i++) {
        corners.add(new TextLine.Corner(coordinate(bytes), coordinate(bytes)));
      }
      if (at == 0 || text.charAt(at - 1) == '\n') {
        rows.add(new ArrayList<>());
      }
      rows.getLast()
          .add(
              new TextLine(
                  text.substring(at, end),
                  confidence,
                  direction & QUARTER,
                  (direction & COLUMN) != 0,
                  corners));
      at = Math.min(text.length(), end + 1);
    }
    return new ImageText(rows);
  }

  private static void putCoordinate(ByteBuffer bytes, double fraction) {
    bytes.putShort((short) Math.rint(Math.clamp(fraction, 0, 1) * MAX_COORDINATE));
  }

  private static double coordinate(ByteBuffer bytes) {
    return (bytes.getShort() & 0xffff) / MAX_COORDINATE;
  }
}
