package app.akin.core.store;

/// Tells whether a sidecar is the one that was read.
///
/// @param size bytes
/// @param modified nanoseconds since 1970
public record SidecarStamp(long size, long modified) {}
