package app.akin.core.stack;

import app.akin.core.photo.ImageSignature;
import app.akin.core.store.StackReason;
import org.jspecify.annotations.Nullable;

/// Why a photo belongs to another.
///
/// @param reason [StackReason#COPY] or [StackReason#BURST]
/// @param strength how similar they are; of several photos, it belongs to the most similar one
record Relation(StackReason reason, double strength) {
  /// Longest time in milliseconds between two shots of one subject for certain.
  private static final long BRIEF = 3_000;

  private static final double MAX_TURN = 0.12;

  /// Largest difference of color in a cell, in levels, of copies and of shots that are not brief: a
  /// product in another color differs more.
  private static final double MAX_CELL_COLOR = 15;

  /// Returns the relation of two images, or null if they do not belong together.
  ///
  /// The limits were chosen by `MeasureStacks`: copies reach them, and what only looks alike does
  /// not.
  ///
  /// @param cosine the cosine of their embeddings
  /// @param span time in milliseconds between two shots of one camera, [Shot#FAR] if they are not
  ///   close
  static @Nullable Relation of(
      Comparison images, double cosine, long span, Calibration calibration) {
    if (images.texture() < ImageSignature.MIN_TEXTURE || images.turn() > MAX_TURN) {
      return null;
    }
    double strength = images.correlation() + images.detail();
    if (isSame(images, cosine, calibration)
        || isGreyVersion(images, cosine, calibration)
        || isEdited(images, cosine, calibration)) {
      return new Relation(StackReason.COPY, strength);
    }
    return span != Shot.FAR && isBurst(images, cosine, span, calibration)
        ? new Relation(StackReason.BURST, strength)
        : null;
  }

  /// Resized, compressed again, brightened or tinted.
  private static boolean isSame(Comparison images, double cosine, Calibration calibration) {
    return images.correlation() >= 0.985
        && images.detail() >= 0.97
        && images.worst() <= 0.3
        && images.color() <= 4.5
        && images.worstColor() <= MAX_CELL_COLOR
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

  /// Within three seconds the subject is the same; later it may be another page or product, so that
  /// the images must be more similar.
  private static boolean isBurst(
      Comparison images, double cosine, long span, Calibration calibration) {
    boolean brief = span <= BRIEF;
    return images.correlation() >= (brief ? calibration.weak() ? 0.9 : 0.88 : 0.95)
        && images.detail() >= (brief ? 0.5 : 0.8)
        && images.differing() <= (brief ? 0.1 : 0.04)
        && images.color() <= (brief ? 16 : 6)
        && (brief || images.worstColor() <= MAX_CELL_COLOR)
        && !images.isGrey()
        && images.overlap() >= 0.88
        && images.distortion() <= 0.12
        && images.shift() <= 0.07
        && cosine >= calibration.near();
  }
}
