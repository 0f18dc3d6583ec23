package app.akin.core.store;

import app.akin.core.photo.FailureKind;
import org.jspecify.annotations.Nullable;

/// A file's state in the catalogue.
///
/// @param id row ID, positive
/// @param size size in bytes
/// @param modified nanoseconds since 1970
/// @param contentId its content; 0 if it could not be indexed
/// @param photoId its photo; 0 if it has never been indexed
/// @param embedded whether the given model has embedded that content from the file, or a sibling is
///   primary
/// @param thumbnailed whether that content has a thumbnail, or a sibling is primary
/// @param failure why it could not be indexed; null if it was
/// @param tries number of failed tries; 0 if it was indexed
/// @param stamp the values of the file when it was read
/// @param sidecar the sidecar that was read with it; null for none
/// @param factsRevision the revision of the reader that read its facts; 0 for version 0.1.0
public record KnownFile(
    long id,
    long size,
    long modified,
    long contentId,
    long photoId,
    boolean embedded,
    boolean thumbnailed,
    @Nullable FailureKind failure,
    int tries,
    FileStamp stamp,
    @Nullable SidecarStamp sidecar,
    int factsRevision) {}
