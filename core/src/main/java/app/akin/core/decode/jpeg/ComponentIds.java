package app.akin.core.decode.jpeg;

/// Makes the component ids of a JPEG frame distinct. Some programs write CMYK files whose
/// components share an id; libjpeg-turbo then counts them in order, and the JDK rejects them.
final class ComponentIds {
  private ComponentIds() {}

  /// Returns the file itself if its ids are distinct or its structure is unusual, else a copy with
  /// ids from 1 on.
  static byte[] distinct(byte[] file) {
    int frame = find(file, 2, true);
    if (frame < 0 || frame + 10 > file.length) {
      return file;
    }
    int count = file[frame + 9] & 255;
    if (frame + 10 + 3 * count > file.length || !hasDuplicates(file, frame + 10, count)) {
      return file;
    }
    int scan = find(file, frame, false);
    boolean whole =
        scan >= 0 && scan + 5 + 2 * count <= file.length && (file[scan + 4] & 255) == count;
    if (!whole) {
      return file; // several scans: their components cannot be told apart
    }
    byte[] copy = file.clone();
    for (int i = 0; i < count; i++) {
      copy[frame + 10 + 3 * i] = (byte) (i + 1);
      copy[scan + 5 + 2 * i] = (byte) (i + 1);
    }
    return copy;
  }

  private static boolean hasDuplicates(byte[] file, int first, int count) {
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        if (file[first + 3 * i] == file[first + 3 * j]) {
          return true;
        }
      }
    }
    return false;
  }

  /// Returns the offset of the first frame or scan segment, or -1.
  private static int find(byte[] file, int from, boolean frame) {
    int at = from;
    while (at + 4 <= file.length) {
      int marker = file[at + 1] & 255;
      if (file[at] != (byte) 0xFF || marker == 0xFF) {
        at++;
        continue;
      }
      boolean isFrame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame ? isFrame : marker == JpegHeader.START_OF_SCAN) {
        return at;
      }
      if (marker == JpegHeader.START_OF_SCAN) {
        return -1;
      }
      boolean bare = marker <= 1 || (marker >= 0xD0 && marker <= 0xD9);
      at += bare ? 2 : 2 + ((file[at + 2] & 255) << 8 | (file[at + 3] & 255));
    }
    return -1;
  }
}
