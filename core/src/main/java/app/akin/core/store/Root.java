package app.akin.core.store;

import java.nio.file.Path;
import java.util.List;

/// A folder whose photos belong to the library.
///
/// @param id its row in the catalogue, positive
/// @param path where it is, absolute
/// @param exclusions folders in it that are left out with all they hold, as text relative to it,
///   sorted
public record Root(long id, Path path, List<String> exclusions) {}
