package app.akin.core.ingest;

import app.akin.core.ingest.Twins.Twin;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.scan.FoundFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file on its way into the library.
///
/// @param rootId the root it was found in
/// @param folder its folder, relative to the root
/// @param file the file as the walk found it
/// @param twins files of the folder that may show the same shot, by their names
/// @param minPixels a picture whose shorter side has fewer pixels is left out
record Job(long rootId, String folder, FoundFile file, List<String> twins, long minPixels) {
  /// What became of it.
  sealed interface Outcome {
    /// The file's job.
    Job job();

    /// What its bytes show, where they could be read.
    @Nullable ContentKey key();

    /// It is in. Thumbnail and embedding are null where the library has them already, or where its
    /// twin has what it needs.
    ///
    /// @param twin the twin that was found; null for none
    // An outcome is handed on once and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Taken(
        Job job,
        ContentKey key,
        PhotoFacts facts,
        byte @Nullable [] thumbnail,
        @Nullable Embedding embedding,
        @Nullable Twin twin)
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
