package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JPEG pictures inside a camera's raw file, wherever makers put them. Reads any bytes.
final class RawPreviews {
  private static final int COMPRESSION = 259;
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_LENGTHS = 279;
  private static final int JPEG_OFFSET = 513;
  private static final int JPEG_LENGTH = 514;
  private static final int PANASONIC_JPEG = 0x2E;
  private static final int MAKER_NOTE = 37500;
  private static final int PENTAX_LENGTH = 3;
  private static final int PENTAX_START = 4;
  private static final int OLYMPUS_SETTINGS = 0x2020;
  private static final int OLYMPUS_START = 0x101;
  private static final int OLYMPUS_LENGTH = 0x102;
  private static final int FUJI_OFFSET = 84;
  private static final int FUJI_LENGTH = 88;

  private final byte[] file;
  private byte @Nullable [] best;
  private long pixels;

  private RawPreviews(byte[] file) {
    this.file = file;
  }

  /// The JPEG file with the most pixels; null where there is none.
  static byte @Nullable [] largest(byte[] file) {
    RawPreviews previews = new RawPreviews(file);
    if (isFuji(file)) {
      previews.fuji();
    } else if (isCanonBoxes(file)) {
      previews.canonBoxes();
    } else {
      TiffTags.all(file).forEach(previews::directory);
    }
    return previews.best;
  }

  /// Whether these are Fujifilm's own kind of file.
  static boolean isFuji(byte[] file) {
    return starts(file, 0, "FUJIFILMCCD-RAW");
  }

  /// Whether these are Canon's newer kind of file, made of boxes.
  static boolean isCanonBoxes(byte[] file) {
    return starts(file, 4, "ftypcrx ");
  }

  private static boolean starts(byte[] file, int at, String text) {
    return file.length >= at + text.length()
        && new String(file, at, text.length(), ISO_8859_1).equals(text);
  }

  private void fuji() {
    if (file.length >= FUJI_LENGTH + 4) {
      ByteBuffer buffer = ByteBuffer.wrap(file);
      take(buffer.getInt(FUJI_OFFSET) & 0xFFFFFFFFL, buffer.getInt(FUJI_LENGTH) & 0xFFFFFFFFL);
    }
  }

  /// Each of Canon's tracks has one sample; that of the first is a JPEG file.
  private void canonBoxes() {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    List<IsoBox> tables = new ArrayList<>();
    for (IsoBox box : IsoBox.list(buffer, 0, file.length)) {
      if (box.type().equals("moov")) {
        for (IsoBox track : box.inside(buffer, 0)) {
          IsoBox found = track.type().equals("trak") ? track : null;
          for (String name : List.of("mdia", "minf", "stbl")) {
            found = found == null ? null : found.find(buffer, 0, name);
          }
          if (found != null) {
            tables.add(found);
          }
        }
      }
    }
    for (IsoBox table : tables) {
      IsoBox sizes = table.find(buffer, 0, "stsz");
      IsoBox near = table.find(buffer, 0, "stco");
      IsoBox far = table.find(buffer, 0, "co64");
      if (sizes == null || sizes.length() < 12) {
        continue;
      }
      // One size for all samples, or a size for each.
      int length = buffer.getInt(sizes.start() + 4);
      if (length == 0 && sizes.length() >= 16) {
        length = buffer.getInt(sizes.start() + 12);
      }
      if (near != null && near.length() >= 12) {
        take(buffer.getInt(near.start() + 8) & 0xFFFFFFFFL, length);
      }
      if (far != null && far.length() >= 16) {
        take(buffer.getLong(far.start() + 8), length);
      }
    }
  }

  private void directory(TiffTags tags) {
    take(tags.value(JPEG_OFFSET, -1), tags.value(JPEG_LENGTH, -1));
    int compression = tags.value(COMPRESSION, 0);
    long[] strips = tags.values(STRIP_OFFSETS);
    long[] lengths = tags.values(STRIP_LENGTHS);
    if ((compression == 6 || compression == 7) && strips.length == 1 && lengths.length == 1) {
      take(strips[0], lengths[0]);
    }
    int panasonic = tags.blockPlace(PANASONIC_JPEG);
    if (panasonic >= 0) {
      take(panasonic, tags.blockLength(PANASONIC_JPEG));
    }
    int note = tags.blockPlace(MAKER_NOTE);
    if (note >= 0) {
      makerNote(note);
    }
  }

  private void makerNote(int note) {
    if (starts(file, note, "OLYMPUS\0") || starts(file, note, "OM SYSTEM\0")) {
      TiffTags main = TiffTags.at(file, note + (file[note + 1] == 'L' ? 12 : 16), note);
      for (long settings : main.values(OLYMPUS_SETTINGS)) {
        TiffTags tags = TiffTags.at(file, note + settings, note);
        int start = tags.value(OLYMPUS_START, -1);
        take(start < 0 ? -1 : (long) note + start, tags.value(OLYMPUS_LENGTH, -1));
      }
    } else if (starts(file, note, "AOC\0")) {
      TiffTags tags = TiffTags.at(file, note + 6L, 0);
      take(tags.value(PENTAX_START, -1), tags.value(PENTAX_LENGTH, -1));
    }
  }

  /// Remembers a JPEG file where it is one that can be shown, and larger than what was found.
  private void take(long start, long length) {
    boolean fits = start > 0 && length > 4 && start + length <= file.length;
    if (!fits || file[(int) start] != (byte) 0xFF || file[(int) start + 1] != (byte) 0xD8) {
      return;
    }
    byte[] jpeg = Arrays.copyOfRange(file, (int) start, (int) (start + length));
    try {
      JpegHeader header = JpegHeader.read(jpeg);
      // The sensor's own samples are JPEG as well: lossless, or of more bits.
      boolean shown = header.process() <= JpegHeader.PROGRESSIVE && header.precision() == 8;
      long size = (long) header.width() * header.height();
      if (shown && size > pixels) {
        pixels = size;
        best = jpeg;
      }
    } catch (RefusedException e) {
      return; // another may be whole
    }
  }
}
