package app.akin.core.ingest;

import app.akin.core.model.ModelWish;
import java.nio.file.Path;
import java.util.List;

/// What to take in.
///
/// @param folders folders to add to the library and look through; none: all of the library's
/// @param retry whether photos that failed before are tried again although they did not change
/// @param model which model embeds
public record IngestRequest(List<Path> folders, boolean retry, ModelWish model) {}
