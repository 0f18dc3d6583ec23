package app.akin.core.store;

/// A file's path, size and time, which identify it without reading it.
///
/// @param directory its folder relative to the root
/// @param name file name
/// @param size size in bytes
/// @param modified nanoseconds since 1970
public record FileStat(String directory, String name, long size, long modified) {}
