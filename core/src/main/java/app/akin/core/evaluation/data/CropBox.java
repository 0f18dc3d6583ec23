package app.akin.core.evaluation.data;

/// A part of an image, in pixels of the upright image. It may reach over the edges and is clipped
/// there; the clipped part is centred on a black square of its longer side.
///
/// @param left first column
/// @param top first row
/// @param width number of columns
/// @param height number of rows
public record CropBox(double left, double top, double width, double height) {}
