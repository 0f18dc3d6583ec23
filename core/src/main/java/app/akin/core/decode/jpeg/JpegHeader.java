package app.akin.core.decode.jpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.decode.image.DecodeException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The segments of a JPEG file before its first scan (ITU-T T.81, annex B), including the JFIF,
/// Adobe, EXIF and ICC marker segments.
///
/// @param process the frame's marker, such as `0xC0` for baseline
/// @param precision bits per sample
/// @param width columns
/// @param height rows, 0 if a later segment defines them
/// @param components samples per pixel
/// @param samplings the sampling factors of each component: horizontal times 16 plus vertical
/// @param colors the color model of the samples
/// @param exif the first EXIF block, starting with its TIFF header; empty for none
/// @param xmp the first XMP packet, empty for none
/// @param resources the Photoshop image resources of all segments, empty for none
/// @param profile the ICC profile assembled from its parts, null if absent or incomplete
/// @param tables the file up to the first scan, without APPn and COM segments
/// @param scan offset of the first scan's marker in the file
// Instances are passed from the parser to its two users, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record JpegHeader(
    int process,
    int precision,
    int width,
    int height,
    int components,
    byte[] samplings,
    Colors colors,
    byte[] exif,
    byte[] xmp,
    byte[] resources,
    byte @Nullable [] profile,
    byte[] tables,
    int scan) {

  public static final int START_OF_SCAN = 0xDA;
  public static final int END_OF_IMAGE = 0xD9;
  public static final int PROGRESSIVE = 0xC2;
  static final int ARITHMETIC = 0xC9;
  static final int ARITHMETIC_PROGRESSIVE = 0xCA;

  private static final byte[] EXIF = "Exif\0\0".getBytes(ISO_8859_1);
  private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(ISO_8859_1);
  private static final byte[] PHOTOSHOP = "Photoshop 3.0\0".getBytes(ISO_8859_1);
  private static final byte[] ICC = "ICC_PROFILE\0".getBytes(ISO_8859_1);
  private static final byte[] JFIF = "JFIF\0".getBytes(ISO_8859_1);
  private static final byte[] ADOBE = "Adobe".getBytes(ISO_8859_1);

  private static final byte[] JFIF_SEGMENT = {
    (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  /// The color model of the samples, determined as libjpeg does (`default_decompress_parms` in its
  /// jdapimin.c).
  public enum Colors {
    GREY,
    YCC,
    RGB,
    CMYK,
    YCCK,
    UNKNOWN
  }

  /// Reads the segments.
  ///
  /// @throws DecodeException if the data is truncated or invalid before the first scan
  public static JpegHeader read(byte[] file) throws DecodeException {
    return new Parser(file).parse();
  }

  /// Returns the data before the first scan, limited to decoding tables and the color model, which
  /// libjpeg reads only from JFIF and Adobe segments.
  public byte[] startWithColorSegment() {
    return insertSegment(
        switch (colors) {
          case GREY, UNKNOWN -> new byte[0];
          case YCC -> JFIF_SEGMENT;
          case RGB, CMYK -> adobeSegment(0);
          case YCCK -> adobeSegment(2);
        });
  }

  /// Returns whether the samples are coded arithmetically (ITU-T T.81, annex D), which only the
  /// native codec supports.
  boolean isArithmetic() {
    return process == ARITHMETIC || process == ARITHMETIC_PROGRESSIVE;
  }

  /// Returns whether the samples are inks, which the native codec does not return.
  boolean isCmyk() {
    return colors == Colors.CMYK || colors == Colors.YCCK;
  }

  /// Returns whether the samples are refined by several scans.
  boolean isProgressive() {
    return process == PROGRESSIVE || process == ARITHMETIC_PROGRESSIVE;
  }

  /// Returns the data before the first scan, limited to decoding tables, with the default Huffman
  /// tables unless the file is progressive.
  public byte[] startWithHuffmanTables() {
    return process == PROGRESSIVE ? tables : insertSegment(HuffmanDefaults.segment());
  }

  private byte[] insertSegment(byte[] segment) {
    byte[] start = new byte[tables.length + segment.length];
    System.arraycopy(tables, 0, start, 0, 2);
    System.arraycopy(segment, 0, start, 2, segment.length);
    System.arraycopy(tables, 2, start, 2 + segment.length, tables.length - 2);
    return start;
  }

  /// Returns the minimum number of bytes from the first scan on for an image of this size: each
  /// block of the component with the fewest blocks takes at least one bit.
  public long minScanBytes() {
    int maxColumns = 1;
    int maxRows = 1;
    int minSamples = Integer.MAX_VALUE;
    for (byte sampling : samplings) {
      maxColumns = Math.max(maxColumns, sampling >> 4 & 15);
      maxRows = Math.max(maxRows, sampling & 15);
      minSamples = Math.min(minSamples, (sampling >> 4 & 15) * (sampling & 15));
    }
    return (long) width * height * minSamples / maxColumns / maxRows / 64 / 8;
  }

  private static byte[] adobeSegment(int transform) {
    byte[] segment = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    segment[segment.length - 1] = (byte) transform;
    return segment;
  }

  /// Returns whether a marker starts a metadata segment (APPn or COM).
  public static boolean isMetadata(int marker) {
    return (marker >= 0xE0 && marker <= 0xEF) || marker == 0xFE;
  }

  private static final class Parser {
    private final byte[] file;
    private final ByteArrayOutputStream tables = new ByteArrayOutputStream(1024);
    private final List<byte[]> profileParts = new ArrayList<>();
    private final ByteArrayOutputStream resources = new ByteArrayOutputStream();
    private byte[] exif = {};
    private byte[] xmp = {};
    private boolean jfif;
    private int transform = -1;
    private int frame = -1;

    private Parser(byte[] file) {
      this.file = file;
    }

    private JpegHeader parse() throws DecodeException {
      tables.write(file, 0, 2);
      int at = 2;
      while (true) {
        at = nextMarker(at);
        int marker = file[at + 1] & 255;
        if (marker == START_OF_SCAN) {
          return header(at);
        }
        if (marker == END_OF_IMAGE) {
          throw DecodeException.damaged("ends before any image data");
        }
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
          at += 2; // markers without a segment
          continue;
        }
        int length = at + 4 <= file.length ? unsignedShort(at + 2) : file.length;
        if (length < 2 || at + 2 + length > file.length) {
          throw DecodeException.damaged("ends inside its header");
        }
        segment(marker, at, length + 2);
        at += 2 + length;
      }
    }

    /// Returns the offset of the next marker, skipping data between segments as libjpeg does, and
    /// fill bytes before the marker.
    private int nextMarker(int from) throws DecodeException {
      for (int at = from; at + 1 < file.length; at++) {
        int next = file[at + 1] & 255;
        if (file[at] == (byte) 0xFF && next != 0 && next != 0xFF) {
          return at;
        }
      }
      throw DecodeException.damaged("ends inside its header");
    }

    private void segment(int marker, int at, int length) throws DecodeException {
      int payload = at + 4;
      int end = at + length;
      if (isMetadata(marker)) {
        metadata(marker, payload, end);
        return;
      }
      tables.write(file, at, length);
      boolean isFrame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (isFrame) {
        boolean fits = length >= 10 && length >= 10 + 3 * (file[payload + 5] & 255);
        if (frame >= 0 || !fits) {
          throw DecodeException.damaged("has a broken frame header");
        }
        frame = at;
      }
    }

    private void metadata(int marker, int payload, int end) {
      switch (marker) {
        case 0xE0 -> jfif |= end - payload >= 14 && startsWith(payload, end, JFIF);
        case 0xE1 -> {
          if (exif.length == 0 && startsWith(payload, end, EXIF)) {
            exif = Arrays.copyOfRange(file, payload + EXIF.length, end);
          } else if (xmp.length == 0 && startsWith(payload, end, XMP)) {
            xmp = Arrays.copyOfRange(file, payload + XMP.length, end);
          }
        }
        case 0xE2 -> {
          if (end - payload > ICC.length + 2 && startsWith(payload, end, ICC)) {
            profileParts.add(Arrays.copyOfRange(file, payload + ICC.length, end));
          }
        }
        case 0xED -> {
          if (startsWith(payload, end, PHOTOSHOP)) {
            int start = payload + PHOTOSHOP.length;
            resources.write(file, start, end - start);
          }
        }
        case 0xEE -> {
          if (end - payload >= 12 && startsWith(payload, end, ADOBE)) {
            transform = file[payload + 11] & 255;
          }
        }
        default -> {}
      }
    }

    private JpegHeader header(int scan) throws DecodeException {
      if (frame < 0) {
        throw DecodeException.damaged("has no frame header");
      }
      return new JpegHeader(
          file[frame + 1] & 255,
          file[frame + 4] & 255,
          unsignedShort(frame + 7),
          unsignedShort(frame + 5),
          file[frame + 9] & 255,
          samplings(),
          colors(),
          exif,
          xmp,
          resources.toByteArray(),
          profile(),
          tables.toByteArray(),
          scan);
    }

    private byte[] samplings() {
      byte[] samplings = new byte[file[frame + 9] & 255];
      for (int i = 0; i < samplings.length; i++) {
        samplings[i] = file[frame + 11 + 3 * i];
      }
      return samplings;
    }

    private Colors colors() {
      return switch (file[frame + 9]) {
        case 1 -> Colors.GREY;
        case 3 -> {
          if (!jfif && transform >= 0) {
            yield transform == 0 ? Colors.RGB : Colors.YCC;
          }
          boolean namedRgb =
              componentId(0) == 'R' && componentId(1) == 'G' && componentId(2) == 'B';
          yield !jfif && namedRgb ? Colors.RGB : Colors.YCC;
        }
        case 4 -> transform > 0 ? Colors.YCCK : Colors.CMYK;
        default -> Colors.UNKNOWN;
      };
    }

    private int componentId(int component) {
      return file[frame + 10 + 3 * component];
    }

    /// Assembles the profile from its parts in order; each part starts with its number and the
    /// total (ICC.1, annex B.4).
    private byte @Nullable [] profile() {
      ByteArrayOutputStream profile = new ByteArrayOutputStream();
      for (int number = 1; number <= profileParts.size(); number++) {
        byte @Nullable [] part = profilePart(number);
        if (part == null || (part[1] & 255) != profileParts.size()) {
          return null;
        }
        profile.write(part, 2, part.length - 2);
      }
      return profileParts.isEmpty() ? null : profile.toByteArray();
    }

    private byte @Nullable [] profilePart(int number) {
      for (byte[] part : profileParts) {
        if ((part[0] & 255) == number) {
          return part;
        }
      }
      return null;
    }

    private boolean startsWith(int payload, int end, byte[] start) {
      return Arrays.equals(
          file, payload, Math.min(end, payload + start.length), start, 0, start.length);
    }

    private int unsignedShort(int at) {
      return (file[at] & 255) << 8 | (file[at + 1] & 255);
    }
  }
}
