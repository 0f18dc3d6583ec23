package app.akin.core.stack;

import app.akin.core.photo.ImageSignature;
import app.akin.core.store.StackReason;
import org.jspecify.annotations.Nullable;

/// Why a photo belongs to another.
///
/// @param reason [StackReason#COPY] or [StackReason#BURST]
/// @param strength how similar they are; of several photos, it belongs to the most similar one
record Relation(StackReason reason, double strength) {
  private static final double MAX_TURN = 0.12;

  /// Returns the relation of two images, or null if they do not belong together.
  ///
  /// The limits were chosen by `MeasureStacks`: copies reach them, and what only looks alike does
  /// not.
  ///
  /// @param cosine the cosine of their embeddings
  /// @param close whether the same camera took both within seconds
  static @Nullable Relation of(
      Comparison images, double cosine, boolean close, Calibration calibration) {
    if (images.texture() < ImageSignature.MIN_TEXTURE || images.turn() > MAX_TURN) {
      return null;
    }
    double strength = images.correlation() + images.detail();
    if (isSame(images, cosine, calibration)
        || isGreyVersion(images, cosine, calibration)
        || isEdited(images, cosine, calibration)) {
      return new Relation(StackReason.COPY, strength);
    }
    return close && isBurst(images, cosine, calibration)
        ? new Relation(StackReason.BURST, strength)
        : null;
  }

  /// Resized, compressed again, brightened or tinted.
  private static boolean isSame(Comparison images, double cosine, Calibration calibration) {
    return images.correlation() >= 0.985
        && images.detail() >= 0.97
        && images.worst() <= 0.3
        && images.color() <= 4.5
        && !images.isGrey()
        && images.overlap() >= 0.7
        && images.distortion() <= 0.04
        && cosine >= calibration.same();
  }

  private static boolean isGreyVersion(Comparison images, double cosine, Calibration calibration) {
    return images.isGrey()
        && images.correlation() >= 0.998
        && images.detail() >= 0.997
        && images.worst() <= 0.06
        && images.overlap() >= 0.97
        && images.distortion() <= 0.02
        && cosine >= calibration.grey();
  }

  /// Cropped, turned a little, or with a small text.
  private static boolean isEdited(Comparison images, double cosine, Calibration calibration) {
    return !calibration.weak()
        && images.correlation() >= 0.965
        && images.detail() >= 0.88
        && images.worst() <= 0.5
        && images.differing() <= 0.02
        && images.color() <= 4.5
        && !images.isGrey()
        && images.overlap() >= ImageSignature.MIN_OVERLAP
        && images.distortion() <= 0.05
        && cosine >= calibration.edited();
  }

  private static boolean isBurst(Comparison images, double cosine, Calibration calibration) {
    return images.correlation() >= (calibration.weak() ? 0.92 : 0.88)
        && images.detail() >= (calibration.weak() ? 0.6 : 0.5)
        && images.differing() <= 0.1
        && images.color() <= 16
        && !images.isGrey()
        && images.overlap() >= 0.88
        && images.distortion() <= 0.12
        && images.shift() <= 0.07
        && cosine >= calibration.near();
  }
}
