package app.akin.core.scan;

import java.nio.file.Path;
import java.util.List;

/// A folder of a root with the files in it that may be photos.
///
/// @param folder absolute path
/// @param relative path relative to the root in the lossless form of
///   [app.akin.core.photo.PathText]; empty for the root
/// @param files the candidates directly in it, sorted by name
/// @param videos number of videos directly in it, without those of live photos
/// @param companions number of videos of live photos directly in it
/// @param others the files directly in it that are left out because of their names
/// @param complete false if the folder could not be read completely: files that are not listed may
///   still exist
/// @param empty whether the folder has no entries, which is typical of a mount point whose volume
///   is not mounted
public record FolderListing(
    Path folder,
    String relative,
    List<FoundFile> files,
    int videos,
    int companions,
    OtherFiles others,
    boolean complete,
    boolean empty) {}
