package app.akin.desktop.grid;

import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchResult;
import app.akin.core.search.SharedPhotoInfo;
import app.akin.desktop.search.SyntheticSharedPhotos;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Synthetic results.
public final class SyntheticResults {
  private static final List<RelevanceBand> BANDS =
      List.of(RelevanceBand.STRONG, RelevanceBand.POSSIBLE, RelevanceBand.WEAK);

  private SyntheticResults() {}

  /// Returns every n-th photo of a timeline as a result: one third each strong, possible and weak.
  public static List<SearchResult> of(Timeline timeline, int step, int count) {
    List<SearchResult> hits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = (i * step + 7) % timeline.size();
      Path path = Path.of("/photos", "IMG_" + place + ".jpg");
      hits.add(
          new SearchResult(
              timeline.photo(place),
              timeline.content(place),
              path,
              List.of(path),
              timeline.date(place),
              place < timeline.dated(),
              0.9f - i * 0.001f,
              BANDS.get(Math.min(2, i * 3 / count)),
              0.6f,
              0.4f,
              -0.1f,
              0,
              false));
    }
    return hits;
  }

  /// Returns a strong result whose IDs and file name are a number.
  public static SearchResult strong(long id) {
    Path path = Path.of("/photos/" + id + ".jpg");
    return new SearchResult(
        new PhotoId(id),
        new ContentId(id),
        path,
        List.of(path),
        LocalDateTime.of(2024, 1, 1, 12, 0),
        true,
        0.5f,
        RelevanceBand.STRONG,
        0,
        0.5f,
        0,
        0,
        false);
  }

  /// Returns a result of 300 by 200 pixels that only a shared library has.
  static SearchResult shared(int number, RelevanceBand band, float score) {
    SharedPhotoInfo photo =
        SyntheticSharedPhotos.result(number, band, score, Optional.empty()).photo();
    SearchResult own = strong(-number);
    return new SearchResult(
        own.photo(),
        own.content(),
        own.path(),
        own.paths(),
        own.date(),
        true,
        score,
        band,
        0,
        score,
        0,
        0,
        true,
        null,
        List.of(),
        0,
        photo);
  }
}
