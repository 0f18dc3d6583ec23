package app.akin.core.scan;

import java.nio.file.Path;
import java.util.List;

/// One folder of a root with the files in it that may be photos.
///
/// @param folder where it is, absolute
/// @param relative the folder as seen from the root, as text that loses nothing; empty for the root
/// @param files the candidates directly in it, in the order of their names
/// @param videos how many videos are directly in it
/// @param complete false where the folder could not be read to its end: files that are not listed
///   may still be there
/// @param empty whether the folder holds nothing at all, as a mount point does whose volume is away
public record FolderListing(
    Path folder,
    String relative,
    List<FoundFile> files,
    int videos,
    boolean complete,
    boolean empty) {}
