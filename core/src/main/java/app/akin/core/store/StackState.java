package app.akin.core.store;

import app.akin.core.photo.PhotoId;

/// What the last update found about a photo that is in a stack.
///
/// @param stack ID of its stack
/// @param centre the photo to which it is close, itself for the centre of the stack
/// @param reason why it is in the stack
/// @param movedFrom ID of the stack that an update moved it from; 0 if it was not moved
public record StackState(long stack, PhotoId centre, StackReason reason, long movedFrom) {}
