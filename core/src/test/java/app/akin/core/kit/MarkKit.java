package app.akin.core.kit;

import app.akin.core.library.AppPaths;
import app.akin.core.photo.PhotoId;
import app.akin.core.store.EditWriter;
import java.time.Clock;
import java.util.List;
import java.util.stream.LongStream;

/// Sets marks of photos in the library of a test.
public final class MarkKit {
  private MarkKit() {}

  /// Rates photos.
  ///
  /// @param stars 0 to 5
  /// @param photos the IDs of photos, in the order in which they were indexed, from 1
  /// @return number of photos that changed
  public static int rate(AppPaths paths, int stars, long... photos) {
    try (EditWriter edit = EditWriter.open(paths.library(), paths.natives(), Clock.systemUTC())) {
      List<PhotoId> ids = LongStream.of(photos).mapToObj(PhotoId::new).toList();
      int changed = edit.marks().rate(ids, stars);
      edit.commit();
      return changed;
    }
  }
}
