package app.akin.core.decode.webp;

/// A frame of a WebP file: the image of a still file, or one of an animation.
///
/// @param left column of its left side on the canvas
/// @param top row of its upper side on the canvas
/// @param width columns
/// @param height rows
/// @param imageChunk offset of its image chunk
/// @param alphaChunk offset of its alpha chunk, 0 for none
/// @param blends whether it is drawn over the previous frames by its alpha instead of replacing
///   them
/// @param disposed whether its area becomes transparent before the next frame
record WebpFrame(
    int left,
    int top,
    int width,
    int height,
    int imageChunk,
    int alphaChunk,
    boolean blends,
    boolean disposed) {}
