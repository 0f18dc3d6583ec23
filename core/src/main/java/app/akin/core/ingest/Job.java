package app.akin.core.ingest;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.scan.FoundFile;
import org.jspecify.annotations.Nullable;

/// A file on its way into the library.
///
/// @param rootId the root it was found in
/// @param folder its folder, relative to the root
/// @param file the file as the walk found it
record Job(long rootId, String folder, FoundFile file) {
  /// What became of it.
  sealed interface Outcome {
    /// The file's job.
    Job job();

    /// What its bytes show, where they could be read.
    @Nullable ContentKey key();

    /// It is in. Thumbnail and embedding are null where the library has them already.
    // An outcome is handed on once and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Taken(
        Job job,
        ContentKey key,
        PhotoFacts facts,
        byte @Nullable [] thumbnail,
        @Nullable Embedding embedding)
        implements Outcome {}

    /// It cannot be taken in.
    record Failed(Job job, @Nullable ContentKey key, FailureKind kind, String detail)
        implements Outcome {}

    /// It vanished or changed between the walk and the read: there is nothing to say of it yet.
    record Vanished(Job job) implements Outcome {
      @Override
      public @Nullable ContentKey key() {
        return null;
      }
    }
  }
}
