package app.akin.core.decode;

import java.io.ByteArrayOutputStream;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/// The Huffman tables that a frame of Motion JPEG leaves out (ITU-T T.81, annex K.3). libjpeg-turbo
/// takes them where a file that is not progressive defines none; written before such a file's own
/// tables, they make every codec do so.
final class HuffmanDefaults {
  private HuffmanDefaults() {}

  /// The segment that defines the tables.
  static byte[] segment() {
    ByteArrayOutputStream tables = new ByteArrayOutputStream(432);
    table(tables, 0x00, JPEGHuffmanTable.StdDCLuminance);
    table(tables, 0x10, JPEGHuffmanTable.StdACLuminance);
    table(tables, 0x01, JPEGHuffmanTable.StdDCChrominance);
    table(tables, 0x11, JPEGHuffmanTable.StdACChrominance);
    ByteArrayOutputStream segment = new ByteArrayOutputStream(tables.size() + 4);
    int length = tables.size() + 2;
    segment.write(0xFF);
    segment.write(0xC4);
    segment.write(length >> 8);
    segment.write(length);
    segment.writeBytes(tables.toByteArray());
    return segment.toByteArray();
  }

  private static void table(ByteArrayOutputStream tables, int place, JPEGHuffmanTable table) {
    tables.write(place);
    for (short count : table.getLengths()) {
      tables.write(count);
    }
    for (short value : table.getValues()) {
      tables.write(value);
    }
  }
}
