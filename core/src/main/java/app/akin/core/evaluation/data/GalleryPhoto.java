package app.akin.core.evaluation.data;

/// A photo of a gallery.
///
/// @param id the id by which queries and ranking files name it
/// @param picture the image
public record GalleryPhoto(String id, Picture picture) {}
