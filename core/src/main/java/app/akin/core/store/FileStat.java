package app.akin.core.store;

/// What tells a file apart without its bytes.
///
/// @param directory its folder, relative to its root
/// @param name its name
/// @param size bytes
/// @param modified nanoseconds since 1970
public record FileStat(String directory, String name, long size, long modified) {}
