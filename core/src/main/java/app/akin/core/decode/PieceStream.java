package app.akin.core.decode;

import javax.imageio.stream.ImageInputStreamImpl;

/// Bytes in memory as a stream for a codec: one piece, then a part of another, neither copied. Used
/// by one thread.
final class PieceStream extends ImageInputStreamImpl {
  private final byte[] first;
  private final byte[] second;
  private final int from;
  private boolean overrun;

  /// @param first read first
  /// @param second read after it
  /// @param from where reading of the second begins
  PieceStream(byte[] first, byte[] second, int from) {
    this.first = first;
    this.second = second;
    this.from = from;
  }

  /// All of an array.
  static PieceStream of(byte[] bytes) {
    return new PieceStream(bytes, bytes, bytes.length);
  }

  /// Whether more was wanted than there is.
  boolean overrun() {
    return overrun;
  }

  @Override
  public int read() {
    bitOffset = 0;
    int place = (int) streamPos - first.length;
    if (place >= second.length - from) {
      overrun = true;
      return -1;
    }
    streamPos++;
    return (place < 0 ? first[place + first.length] : second[place + from]) & 255;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) {
    bitOffset = 0;
    boolean inFirst = streamPos < first.length;
    byte[] source = inFirst ? first : second;
    long start = inFirst ? streamPos : streamPos - first.length + from;
    int length = (int) Math.min(wanted, source.length - start);
    if (length <= 0) {
      overrun |= wanted > 0;
      return wanted > 0 ? -1 : 0;
    }
    System.arraycopy(source, (int) start, target, offset, length);
    streamPos += length;
    return length;
  }

  @Override
  public long length() {
    return (long) first.length + second.length - from;
  }
}
