package app.akin.core.ingest;

import app.akin.core.ingest.SiblingMatcher.Sibling;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.ImageSignature;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.scan.FoundFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file to be indexed.
///
/// @param rootId id of the root that contains the file
/// @param folder the folder of the file, relative to the root
/// @param file the file as the scan found it
/// @param siblings names of the files in the same folder that may show the same shot
/// @param minPixels minimum number of pixels of the shorter side; smaller images are skipped
record Job(long rootId, String folder, FoundFile file, List<String> siblings, long minPixels) {
  /// A new thumbnail.
  ///
  /// @param jpeg the encoded image
  /// @param monochrome whether it is black and white or toned
  /// @param signature its signature; null if it was not computed
  // Instances are passed on once and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Thumbnail(byte[] jpeg, boolean monochrome, @Nullable ImageSignature signature) {}

  /// Outcome of indexing a file.
  sealed interface Outcome {
    /// Returns the job of the file.
    Job job();

    /// Returns the key of the file's content; null if it could not be read.
    @Nullable ContentKey key();

    /// The file is indexed. Thumbnail and embedding are null if the library already has them or a
    /// sibling provides them.
    ///
    /// @param sibling the sibling file found; null if there is none
    record Indexed(
        Job job,
        ContentKey key,
        PhotoFacts facts,
        @Nullable Thumbnail thumbnail,
        @Nullable Embedding embedding,
        @Nullable Sibling sibling)
        implements Outcome {}

    /// The file cannot be indexed.
    record Failed(Job job, @Nullable ContentKey key, FailureKind kind, String detail)
        implements Outcome {}

    /// The file was deleted or changed between scan and read; the next run handles it.
    record Vanished(Job job) implements Outcome {
      @Override
      public @Nullable ContentKey key() {
        return null;
      }
    }
  }
}
