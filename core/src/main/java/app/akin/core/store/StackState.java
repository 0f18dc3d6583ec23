package app.akin.core.store;

/// What a pass over the photos found about one of them.
///
/// @param mark hash of all that decides about it, except for other photos
/// @param sketch the signs of 64 directions of the embedding, 0 without one
/// @param leader ID of the photo to which it is close, its own if there is none
/// @param reason why it is in the stack of the leader
/// @param stack ID of its stack; 0 if it is alone
/// @param movedFrom ID of the stack that a pass moved it from; 0 if it was not moved
public record StackState(
    long mark, long sketch, long leader, StackReason reason, long stack, long movedFrom) {}
