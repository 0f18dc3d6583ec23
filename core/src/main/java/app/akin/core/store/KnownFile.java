package app.akin.core.store;

import app.akin.core.photo.FailureKind;
import org.jspecify.annotations.Nullable;

/// A file as the catalogue last saw it.
///
/// @param id its row in the catalogue, positive
/// @param size bytes
/// @param modified nanoseconds since 1970
/// @param contentId the content it shows; 0 where it could not be taken in
/// @param photoId the photo it belongs to; 0 where it never could be taken in
/// @param embedded whether the model asked about has embedded that content, or a twin stands for it
/// @param thumbnailed whether that content has a thumbnail, or a twin stands for it
/// @param failure why it could not be taken in; null where it was
/// @param tries how often taking it in failed; 0 where it did not
/// @param sidecar the sidecar that was read with it; null for none
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
    @Nullable SidecarStamp sidecar) {}
