package app.akin.core.decode.jpeg;

import java.io.ByteArrayOutputStream;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/// The default Huffman tables, which Motion JPEG frames omit (ITU-T T.81, annex K.3). libjpeg-turbo
/// uses them if a file that is not progressive defines none; inserting them before the file's own
/// tables gives every codec this behavior.
final class HuffmanDefaults {
  private HuffmanDefaults() {}

  /// Returns the segment that defines the tables.
  static byte[] segment() {
    ByteArrayOutputStream tables = new ByteArrayOutputStream(432);
    writeTable(tables, 0x00, JPEGHuffmanTable.StdDCLuminance);
    writeTable(tables, 0x10, JPEGHuffmanTable.StdACLuminance);
    writeTable(tables, 0x01, JPEGHuffmanTable.StdDCChrominance);
    writeTable(tables, 0x11, JPEGHuffmanTable.StdACChrominance);
    ByteArrayOutputStream segment = new ByteArrayOutputStream(tables.size() + 4);
    int length = tables.size() + 2;
    segment.write(0xFF);
    segment.write(0xC4);
    segment.write(length >> 8);
    segment.write(length);
    segment.writeBytes(tables.toByteArray());
    return segment.toByteArray();
  }

  private static void writeTable(
      ByteArrayOutputStream tables, int destination, JPEGHuffmanTable table) {
    tables.write(destination);
    for (short count : table.getLengths()) {
      tables.write(count);
    }
    for (short value : table.getValues()) {
      tables.write(value);
    }
  }
}
