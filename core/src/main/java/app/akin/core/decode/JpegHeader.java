package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The segments of a JPEG file before its first scan (ITU-T T.81, annex B), and what the marker
/// segments of JFIF, Adobe, EXIF and ICC add to them.
///
/// @param process the frame's marker, such as `0xC0` for baseline
/// @param precision bits a sample
/// @param width columns
/// @param height rows, 0 where the file leaves them to a later segment
/// @param components samples a pixel
/// @param samplings of each component how many samples it has in a unit: columns times 16 plus rows
/// @param colors what the samples mean
/// @param exif the first EXIF block from its TIFF header on, empty for none
/// @param xmp the first XMP packet, empty for none
/// @param profile the ICC profile put together from its parts, null for none or an incomplete one
/// @param tables the file from its start up to the first scan, without APPn and COM segments
/// @param scan where the first scan's marker begins in the file
// Passed from the parser to its two readers, never compared.
@SuppressWarnings("ArrayRecordComponent")
record JpegHeader(
    int process,
    int precision,
    int width,
    int height,
    int components,
    byte[] samplings,
    Colors colors,
    byte[] exif,
    byte[] xmp,
    byte @Nullable [] profile,
    byte[] tables,
    int scan) {

  static final int START_OF_SCAN = 0xDA;
  static final int END_OF_IMAGE = 0xD9;
  static final int PROGRESSIVE = 0xC2;

  private static final byte[] EXIF = "Exif\0\0".getBytes(ISO_8859_1);
  private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(ISO_8859_1);
  private static final byte[] ICC = "ICC_PROFILE\0".getBytes(ISO_8859_1);
  private static final byte[] JFIF = "JFIF\0".getBytes(ISO_8859_1);
  private static final byte[] ADOBE = "Adobe".getBytes(ISO_8859_1);

  private static final byte[] JFIF_SEGMENT = {
    (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  /// What a pixel's samples mean, decided as libjpeg decides (`default_decompress_parms` of its
  /// jdapimin.c).
  enum Colors {
    GREY,
    YCC,
    RGB,
    CMYK,
    YCCK,
    UNKNOWN
  }

  /// Reads the segments.
  ///
  /// @throws RefusedException where the bytes end or make no sense before the first scan
  static JpegHeader read(byte[] file) throws RefusedException {
    return new Parser(file).parse();
  }

  /// What comes before the first scan, with nothing but what decodes the samples and says what they
  /// are: libjpeg reads that from the segments of JFIF and Adobe alone.
  byte[] meaningfulStart() {
    return startWith(
        switch (colors) {
          case GREY, UNKNOWN -> new byte[0];
          case YCC -> JFIF_SEGMENT;
          case RGB, CMYK -> adobeSegment(0);
          case YCCK -> adobeSegment(2);
        });
  }

  /// What comes before the first scan, with nothing but what decodes the samples, and with the
  /// Huffman tables that a file may leave out unless it is progressive.
  byte[] completeStart() {
    return process == PROGRESSIVE ? tables : startWith(HuffmanDefaults.segment());
  }

  private byte[] startWith(byte[] segment) {
    byte[] start = new byte[tables.length + segment.length];
    System.arraycopy(tables, 0, start, 0, 2);
    System.arraycopy(segment, 0, start, 2, segment.length);
    System.arraycopy(tables, 2, start, 2 + segment.length, tables.length - 2);
    return start;
  }

  /// Fewer bytes from the first scan on cannot hold a picture of this size: each block of the
  /// component with the fewest takes a bit at least.
  long fewestBytes() {
    int mostColumns = 1;
    int mostRows = 1;
    int fewest = Integer.MAX_VALUE;
    for (byte sampling : samplings) {
      mostColumns = Math.max(mostColumns, sampling >> 4 & 15);
      mostRows = Math.max(mostRows, sampling & 15);
      fewest = Math.min(fewest, (sampling >> 4 & 15) * (sampling & 15));
    }
    return (long) width * height * fewest / mostColumns / mostRows / 64 / 8;
  }

  private static byte[] adobeSegment(int transform) {
    byte[] segment = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    segment[segment.length - 1] = (byte) transform;
    return segment;
  }

  /// Whether a marker's segment says something about the picture without being part of it.
  static boolean isMetadata(int marker) {
    return (marker >= 0xE0 && marker <= 0xEF) || marker == 0xFE;
  }

  private static final class Parser {
    private final byte[] file;
    private final ByteArrayOutputStream tables = new ByteArrayOutputStream(1024);
    private final List<byte[]> profileParts = new ArrayList<>();
    private byte[] exif = {};
    private byte[] xmp = {};
    private boolean jfif;
    private int transform = -1;
    private int frame = -1;

    private Parser(byte[] file) {
      this.file = file;
    }

    private JpegHeader parse() throws RefusedException {
      tables.write(file, 0, 2);
      int at = 2;
      while (true) {
        at = nextMarker(at);
        int marker = file[at + 1] & 255;
        if (marker == START_OF_SCAN) {
          return header(at);
        }
        if (marker == END_OF_IMAGE) {
          throw RefusedException.damaged("ends before any picture data");
        }
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
          at += 2; // markers that stand alone
          continue;
        }
        int length = at + 4 <= file.length ? number(at + 2) : file.length;
        if (length < 2 || at + 2 + length > file.length) {
          throw RefusedException.damaged("ends inside its header");
        }
        segment(marker, at, length + 2);
        at += 2 + length;
      }
    }

    /// Skips what lies between segments, as libjpeg does, and fill bytes before a marker.
    private int nextMarker(int from) throws RefusedException {
      for (int at = from; at + 1 < file.length; at++) {
        int next = file[at + 1] & 255;
        if (file[at] == (byte) 0xFF && next != 0 && next != 0xFF) {
          return at;
        }
      }
      throw RefusedException.damaged("ends inside its header");
    }

    private void segment(int marker, int at, int length) throws RefusedException {
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
          throw RefusedException.damaged("has a broken frame header");
        }
        frame = at;
      }
    }

    private void metadata(int marker, int payload, int end) {
      switch (marker) {
        case 0xE0 -> jfif |= end - payload >= 14 && starts(payload, end, JFIF);
        case 0xE1 -> {
          if (exif.length == 0 && starts(payload, end, EXIF)) {
            exif = Arrays.copyOfRange(file, payload + EXIF.length, end);
          } else if (xmp.length == 0 && starts(payload, end, XMP)) {
            xmp = Arrays.copyOfRange(file, payload + XMP.length, end);
          }
        }
        case 0xE2 -> {
          if (end - payload > ICC.length + 2 && starts(payload, end, ICC)) {
            profileParts.add(Arrays.copyOfRange(file, payload + ICC.length, end));
          }
        }
        case 0xEE -> {
          if (end - payload >= 12 && starts(payload, end, ADOBE)) {
            transform = file[payload + 11] & 255;
          }
        }
        default -> {}
      }
    }

    private JpegHeader header(int scan) throws RefusedException {
      if (frame < 0) {
        throw RefusedException.damaged("has no frame header");
      }
      return new JpegHeader(
          file[frame + 1] & 255,
          file[frame + 4] & 255,
          number(frame + 7),
          number(frame + 5),
          file[frame + 9] & 255,
          samplings(),
          colors(),
          exif,
          xmp,
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
          boolean spelled = id(0) == 'R' && id(1) == 'G' && id(2) == 'B';
          yield !jfif && spelled ? Colors.RGB : Colors.YCC;
        }
        case 4 -> transform > 0 ? Colors.YCCK : Colors.CMYK;
        default -> Colors.UNKNOWN;
      };
    }

    private int id(int component) {
      return file[frame + 10 + 3 * component];
    }

    /// The parts in their order, each of which begins with its number and their count (ICC.1, annex
    /// B.4).
    private byte @Nullable [] profile() {
      ByteArrayOutputStream profile = new ByteArrayOutputStream();
      for (int number = 1; number <= profileParts.size(); number++) {
        byte @Nullable [] part = part(number);
        if (part == null || (part[1] & 255) != profileParts.size()) {
          return null;
        }
        profile.write(part, 2, part.length - 2);
      }
      return profileParts.isEmpty() ? null : profile.toByteArray();
    }

    private byte @Nullable [] part(int number) {
      for (byte[] part : profileParts) {
        if ((part[0] & 255) == number) {
          return part;
        }
      }
      return null;
    }

    private boolean starts(int payload, int end, byte[] start) {
      return Arrays.equals(
          file, payload, Math.min(end, payload + start.length), start, 0, start.length);
    }

    private int number(int at) {
      return (file[at] & 255) << 8 | (file[at + 1] & 255);
    }
  }
}
