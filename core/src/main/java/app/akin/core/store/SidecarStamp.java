package app.akin.core.store;

/// Size and time of a sidecar, by which a change is detected.
///
/// @param size size in bytes
/// @param modified nanoseconds since 1970
public record SidecarStamp(long size, long modified) {}
