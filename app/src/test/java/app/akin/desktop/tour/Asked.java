package app.akin.desktop.tour;

import app.akin.core.model.ModelWish;
import app.akin.core.search.Hit;
import app.akin.core.search.SearchAnswer;
import app.akin.desktop.search.SearchModel;
import java.util.List;
import java.util.Optional;

/// A search that was asked and answered.
final class Asked {
  private Asked() {}

  /// One whose answer are these hits.
  static SearchModel search(List<Hit> hits) {
    SearchModel search =
        new SearchModel(
            (_, _) -> Optional.of(new SearchAnswer("starter", hits, List.of())),
            ModelWish.DEFAULT,
            Runnable::run,
            Runnable::run,
            (_, action) -> action.run(),
            thrown -> {
              throw new AssertionError(thrown);
            });
    search.type("make it night");
    return search;
  }
}
