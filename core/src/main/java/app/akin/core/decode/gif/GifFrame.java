package app.akin.core.decode.gif;

import app.akin.core.decode.image.Palette;

/// A frame of a GIF file.
///
/// @param transparent index of the transparent color, -1 for none
/// @param disposed whether its area becomes transparent before the next frame
/// @param data offset of its compressed indices
record GifFrame(
    int left,
    int top,
    int columns,
    int rows,
    boolean interlaced,
    Palette palette,
    int transparent,
    boolean disposed,
    int data) {}
