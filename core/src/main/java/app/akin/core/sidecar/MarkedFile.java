package app.akin.core.sidecar;

import java.nio.file.Path;

/// A file of a photo with values of the user. Other files of the same folder, without values, are
/// given as well, so that a sidecar of several photos is recognized.
///
/// @param file absolute path
/// @param root the folder of the library that contains it
/// @param rootName the name of the root's folder in a mirror, unique among all roots
/// @param isAvailable whether the root is available
/// @param values what the user has set for the photo
public record MarkedFile(
    Path file, Path root, String rootName, boolean isAvailable, SidecarValues values) {}
