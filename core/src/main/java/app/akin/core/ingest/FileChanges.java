package app.akin.core.ingest;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.FailureKind;
import app.akin.core.scan.FolderListing;
import app.akin.core.scan.FoundFile;
import app.akin.core.store.DecoderStamp;
import app.akin.core.store.FileStamp;
import app.akin.core.store.KnownFile;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides which files of a run are read.
///
/// @param retry the unchanged files that failed before and are read again
/// @param reread whether all files are read again
/// @param decoder tells whether a missing codec has become available
record FileChanges(RetrySelection retry, boolean reread, PhotoDecoder decoder) {
  /// What a run does with a file.
  enum Work {
    /// Nothing, because it is unchanged.
    NONE,
    /// Reads it, because it is new or changed, or its content lacks an embedding or a thumbnail.
    READ,
    /// Reads it after all others at low priority, because its attributes have changed, which a
    /// program does that replaces it and keeps its size and time, but `chmod` and a restored
    /// backup, too, or because the decoder has changed for its format. It is embedded only if its
    /// content differs, or its pixels are decoded differently.
    CHECK
  }

  /// Returns what to do with a file.
  ///
  /// @param known its row; null for a new file
  /// @param decoded the decoder that last read it; null if it was not decoded
  /// @param keepsKeys whether the file system of its folder has stable ids, see [#keepsKeys]
  Work work(
      @Nullable KnownFile known,
      @Nullable DecoderStamp decoded,
      FoundFile found,
      boolean keepsKeys) {
    if (reread
        || known == null
        || known.size() != found.size()
        || known.modified() != found.modified()) {
      return Work.READ;
    }
    if (known.failure() == FailureKind.NEEDS_CODEC && !decoder.lacksCodec(found.name())) {
      return Work.READ; // the codec has become available
    }
    boolean outdated = decoded != null && isOutdated(decoded);
    if (known.failure() != null
        ? outdated || retry.includes(found.path())
        : !known.embedded() || !known.thumbnailed()) {
      return Work.READ;
    }
    return outdated || isReplaced(known.stamp(), found, keepsKeys) ? Work.CHECK : Work.NONE;
  }

  /// Returns whether the current decoder may read a file differently.
  private static boolean isOutdated(DecoderStamp decoded) {
    String format = decoded.format();
    int revision = format == null ? PhotoDecoder.failureRevision() : PhotoDecoder.revision(format);
    return decoded.revision() < revision;
  }

  /// Returns whether some known file of a folder has its id of before. Otherwise the file system,
  /// such as that of some NAS devices, gives new ids at each mount, and they tell nothing.
  static boolean keepsKeys(FolderListing listing, Map<String, KnownFile> known) {
    for (FoundFile file : listing.files()) {
      KnownFile before = known.get(file.name());
      if (before != null && file.key() != 0 && file.key() == before.stamp().key()) {
        return true;
      }
    }
    return false;
  }

  /// Returns the stamp of a file found.
  static FileStamp stamp(FoundFile file) {
    return new FileStamp(file.changed(), file.key());
  }

  /// Compares only what is known of both: rows of earlier versions have no values.
  private static boolean isReplaced(FileStamp before, FoundFile now, boolean keepsKeys) {
    return differs(before.changed(), now.changed())
        || (keepsKeys && differs(before.key(), now.key()));
  }

  private static boolean differs(long before, long now) {
    return before != 0 && now != 0 && before != now;
  }
}
