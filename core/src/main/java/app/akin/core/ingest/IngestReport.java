package app.akin.core.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Report of a finished run.
///
/// @param files number of files in the folders that may be photos
/// @param photos number of photos in the library after the run
/// @param embedded number of images embedded by this run
/// @param unchanged number of files that needed no work
/// @param failed number of files in the folders that could not be indexed
/// @param removed number of files removed from the library because they no longer exist
/// @param videos number of videos in the folders; they are counted but not indexed
/// @param unavailable unavailable folders of the library, which were left unchanged
/// @param losses folders with most of their photos missing at once; the photos are kept until the
///   user confirms their removal
/// @param slowDecoderReason why the slower of two decoders was used; empty if the fast one was
///   available
/// @param moved number of photos that were moved from one stack to another because of others
/// @param stopped whether the run was stopped before its end
/// @param model the name of the model that embedded
/// @param time duration of the run
/// @param shared what other computers spared the run
public record IngestReport(
    long files,
    long photos,
    long embedded,
    long unchanged,
    long failed,
    long removed,
    long videos,
    List<Path> unavailable,
    List<FileLoss> losses,
    Optional<String> slowDecoderReason,
    int moved,
    boolean stopped,
    String model,
    Duration time,
    SharedPart shared) {}
