package app.akin.desktop.grid;

import app.akin.core.library.Timeline;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Synthetic results over a timeline.
public final class SyntheticResults {
  private static final List<RelevanceBand> BANDS =
      List.of(RelevanceBand.STRONG, RelevanceBand.POSSIBLE, RelevanceBand.WEAK);

  private SyntheticResults() {}

  /// Returns every n-th photo as a result: one third each strong, possible and weak.
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
}
