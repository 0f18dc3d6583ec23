package app.akin.desktop.search;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.DatePrecision;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SharedAnswer;
import app.akin.core.search.SharedPhotoInfo;
import app.akin.core.search.SharedResult;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/// Synthetic photos of a shared library.
public final class SyntheticSharedPhotos {
  private SyntheticSharedPhotos() {}

  /// Returns the answer of a model that compared all photos.
  public static SharedAnswer answer(SharedResult... results) {
    return new SharedAnswer(Optional.of("m"), List.of(results), true, 1, List.of());
  }

  /// Returns a result of the year 2020 + its number, which the folder "Studio" has.
  ///
  /// @param local its path on this computer; empty if it is not available here
  public static SharedResult result(
      int number, RelevanceBand band, float score, Optional<Path> local) {
    byte[] key = new byte[16];
    key[0] = (byte) number;
    return new SharedResult(
        new SharedPhotoInfo(
            ContentKey.of(key),
            LocalDateTime.of(2020 + number, 5, 1, 12, 0),
            true,
            DatePrecision.TIME,
            300,
            200,
            List.of(
                new SharedPhotoInfo.File(
                    "Studio", "2026/" + number + ".jpg", 1_000, "anna", local))),
        score,
        band,
        0,
        score,
        0,
        0,
        0);
  }
}
