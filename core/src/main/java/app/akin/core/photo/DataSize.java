package app.akin.core.photo;

/// Converts numbers of bytes to decimal units, as the file managers of Linux and macOS show them.
public final class DataSize {
  /// The number of bytes of a megabyte.
  public static final long MEGABYTE = 1_000_000;

  private static final double KILOBYTE = 1e3;
  private static final double GIGABYTE = 1e9;

  private DataSize() {}

  /// Returns kilobytes.
  public static double kilobytes(long bytes) {
    return bytes / KILOBYTE;
  }

  /// Returns megabytes.
  public static double megabytes(long bytes) {
    return (double) bytes / MEGABYTE;
  }

  /// Returns megabytes per second.
  ///
  /// @param rate the rate in bytes per second
  public static double megabytesPerSecond(double rate) {
    return rate / MEGABYTE;
  }

  /// Returns gigabytes.
  public static double gigabytes(long bytes) {
    return bytes / GIGABYTE;
  }

  /// Returns the smallest number of whole megabytes that hold the bytes: for sizes, required space
  /// and downloads.
  public static long occupiedMegabytes(long bytes) {
    return Math.ceilDiv(bytes, MEGABYTE);
  }

  /// Returns the number of whole megabytes that fit into the bytes: for free space.
  public static long freeMegabytes(long bytes) {
    return bytes / MEGABYTE;
  }
}
