package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import org.jspecify.annotations.Nullable;

/// A photo of a collection.
///
/// @param photo the photo
/// @param content its primary content; the last known one if the photo is missing; null if none is
///   known any more
/// @param isMissing whether it has no file
public record CollectionMember(PhotoId photo, @Nullable ContentId content, boolean isMissing) {}
