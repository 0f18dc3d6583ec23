package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;

/// A photo of a stack.
///
/// @param stack the ID of the stack
/// @param photo the photo
/// @param content its primary content
/// @param reason why it is in the stack
/// @param isCover whether it stands for the stack
/// @param date when it was taken, in milliseconds, or else the time of its file
/// @param pixels number of pixels; 0 if unknown
/// @param bytes size of its first file
/// @param movedFrom ID of the stack that an update moved it from; 0 if it was not moved
public record StackMember(
    long stack,
    PhotoId photo,
    ContentId content,
    StackReason reason,
    boolean isCover,
    long date,
    long pixels,
    long bytes,
    long movedFrom) {}
