package app.akin.core.decode;

/// One decoded picture of a video codec: planes of samples, chroma at a part of the resolution.
///
/// @param width columns
/// @param height rows
/// @param depth bits a sample, 8 to 16
/// @param planes of each component its rows, without padding; 1 (grey) or 3; samples of more than 8
///   bits take two bytes each, little-endian
/// @param shiftX how many times the columns of the second and third plane are halved
/// @param shiftY how many times their rows are
/// @param rgb whether the planes are red, green and blue rather than luma and chroma
/// @param fullRange whether samples use every value; else the range of broadcasting
/// @param matrix what the chroma means (ITU-T H.273, MatrixCoefficients)
// Passed from the codec to its reader, never compared.
@SuppressWarnings("ArrayRecordComponent")
record Frame(
    int width,
    int height,
    int depth,
    byte[][] planes,
    int shiftX,
    int shiftY,
    boolean rgb,
    boolean fullRange,
    int matrix) {
  /// The same samples with another meaning, as a file may state it beside them.
  Frame meaning(boolean range, int coefficients) {
    return new Frame(
        width,
        height,
        depth,
        planes,
        shiftX,
        shiftY,
        rgb || coefficients == 0,
        range,
        coefficients);
  }
}
