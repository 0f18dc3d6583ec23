package app.akin.core.ingest;

import java.nio.file.Path;

/// A folder of the library most of whose photos were missing at once: they are kept until its owner
/// says that they were meant to go.
///
/// @param folder the folder
/// @param missing how many of its files were not found
/// @param known how many are in the library
public record FileLoss(Path folder, long missing, long known) {}
