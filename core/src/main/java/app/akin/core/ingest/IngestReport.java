package app.akin.core.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a run did.
///
/// @param files files in the folders that may be photos
/// @param photos photos in the library after it
/// @param embedded pictures embedded by this run
/// @param known files that needed nothing
/// @param failed files that are in the folders and could not be taken in
/// @param gone files that were there before and are no more
/// @param videos videos in the folders, which are counted and not taken in
/// @param absent folders of the library that are not there now and were left as they were
/// @param losses folders that lost most of their photos at once: those are kept until somebody says
///   that they were meant to go
/// @param slowness why photos were decoded by the slower of two decoders; empty where the fast one
///   was there
/// @param stopped whether it was stopped before its end
/// @param model the name of the model that embedded
/// @param time how long it took
public record IngestReport(
    long files,
    long photos,
    long embedded,
    long known,
    long failed,
    long gone,
    long videos,
    List<Path> absent,
    List<FileLoss> losses,
    Optional<String> slowness,
    boolean stopped,
    String model,
    Duration time) {}
