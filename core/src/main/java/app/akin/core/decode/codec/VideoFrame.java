package app.akin.core.decode.codec;

/// A decoded frame of a video codec: planes of samples, with chroma possibly at a reduced
/// resolution.
///
/// @param width columns
/// @param height rows
/// @param depth bits per sample, 8 to 16
/// @param planes the rows of each component without padding; 1 component (grey) or 3; samples of
///   more than 8 bits have two bytes each, little-endian
/// @param shiftX log2 of the horizontal subsampling of the second and third plane
/// @param shiftY log2 of their vertical subsampling
/// @param rgb whether the planes are RGB components rather than luma and chroma
/// @param fullRange whether samples use the full range rather than the limited (video) range
/// @param matrix the color matrix (ITU-T H.273, MatrixCoefficients)
/// @param transfer the tone curve (ITU-T H.273, TransferCharacteristics)
/// @param primaries the color primaries (ITU-T H.273, ColourPrimaries)
// Instances are passed from the codec to the converter, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record VideoFrame(
    int width,
    int height,
    int depth,
    byte[][] planes,
    int shiftX,
    int shiftY,
    boolean rgb,
    boolean fullRange,
    int matrix,
    int transfer,
    int primaries) {
  /// Returns a copy with the color description that the container states.
  public VideoFrame withColorInfo(boolean range, int coefficients, int curve, int colorPrimaries) {
    return new VideoFrame(
        width,
        height,
        depth,
        planes,
        shiftX,
        shiftY,
        rgb || coefficients == 0,
        range,
        coefficients,
        curve,
        colorPrimaries);
  }
}
