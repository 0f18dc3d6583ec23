package app.akin.core.photo;

import java.time.Instant;

/// A step of the journal.
///
/// @param id its number; later steps have higher ones
/// @param kind what it does
/// @param made when it was made
/// @param undone whether it is undone and can be repeated
/// @param targets number of values that it changed
public record Step(long id, StepKind kind, Instant made, boolean undone, int targets) {}
