package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.PhotoId;
import org.jspecify.annotations.Nullable;

/// What decides about the stack of a photo, and the result of the last update.
///
/// @param photo the photo
/// @param content its primary content
/// @param key the key of that content
/// @param date date and time of the camera's clock, in milliseconds since 1970 without a time zone;
///   null if the time of day is unknown
/// @param camera ID of the name of the camera; 0 if unknown
/// @param rating 1 to 5 stars, -1 for rejected, 0 if unrated
/// @param width width of the upright image in pixels
/// @param height height of the upright image in pixels
/// @param bytes size of the file
/// @param name the name of the file, the first one of several
/// @param comparable whether its thumbnail can be compared
/// @param sharpness the level of sharpness of the thumbnail, 0 if it is unknown
/// @param state what the last update found, null if the photo is in no stack
public record StackInput(
    PhotoId photo,
    ContentId content,
    ContentKey key,
    @Nullable Long date,
    long camera,
    int rating,
    int width,
    int height,
    long bytes,
    String name,
    boolean comparable,
    int sharpness,
    @Nullable StackState state) {}
