package app.akin.core.store;

import org.jspecify.annotations.Nullable;

/// The decoder that last read a file.
///
/// @param format the stored name of the content's format; null if the file could not be decoded
/// @param revision the decoder's revision at that time, 0 before revisions were stored
public record DecoderStamp(@Nullable String format, int revision) {
  /// A revision before all others: the file is decoded again, whatever its format.
  public static final int OUTDATED = -1;
}
