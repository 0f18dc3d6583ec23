package app.akin.core.decode.image;

import javax.imageio.stream.ImageInputStreamImpl;

/// An image input stream over one array and the remainder of another, without copying. Not
/// thread-safe.
public final class ByteArrayImageInputStream extends ImageInputStreamImpl {
  private final byte[] first;
  private final byte[] second;
  private final int secondStart;
  private boolean readPastEnd;

  /// @param first the bytes to read first
  /// @param second the bytes to read after them
  /// @param secondStart the offset at which reading of `second` starts
  public ByteArrayImageInputStream(byte[] first, byte[] second, int secondStart) {
    this.first = first;
    this.second = second;
    this.secondStart = secondStart;
  }

  /// Returns a stream over a complete array.
  public static ByteArrayImageInputStream of(byte[] bytes) {
    return new ByteArrayImageInputStream(bytes, bytes, bytes.length);
  }

  /// Returns whether a read past the end was attempted.
  public boolean readPastEnd() {
    return readPastEnd;
  }

  @Override
  public int read() {
    bitOffset = 0;
    int index = (int) streamPos - first.length;
    if (index >= second.length - secondStart) {
      readPastEnd = true;
      return -1;
    }
    streamPos++;
    return (index < 0 ? first[index + first.length] : second[index + secondStart]) & 255;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) {
    bitOffset = 0;
    boolean inFirst = streamPos < first.length;
    byte[] source = inFirst ? first : second;
    long start = inFirst ? streamPos : streamPos - first.length + secondStart;
    int length = (int) Math.min(wanted, source.length - start);
    if (length <= 0) {
      readPastEnd |= wanted > 0;
      return wanted > 0 ? -1 : 0;
    }
    System.arraycopy(source, (int) start, target, offset, length);
    streamPos += length;
    return length;
  }

  @Override
  public long length() {
    return (long) first.length + second.length - secondStart;
  }
}
