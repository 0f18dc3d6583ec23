package app.akin.core.ingest;

import java.nio.file.Path;

/// A folder of the library with most of its photos missing at once; they are kept until the user
/// confirms their removal.
///
/// @param folder the folder
/// @param missing number of its files that were not found
/// @param known number of its files in the library
public record FileLoss(Path folder, long missing, long known) {}
