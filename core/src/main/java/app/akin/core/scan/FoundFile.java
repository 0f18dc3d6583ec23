package app.akin.core.scan;

import java.nio.file.Path;

/// A file that may be a photo, as the walk found it.
///
/// @param path where it is, absolute
/// @param name its last name as text that loses nothing, relative to its folder
/// @param size bytes
/// @param modified nanoseconds since 1970, as fine as the file system tells
public record FoundFile(Path path, String name, long size, long modified) {}
