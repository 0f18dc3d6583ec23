package app.akin.desktop.grid;

import app.akin.core.photo.ContentId;
import java.util.Optional;
import java.util.stream.IntStream;

/// A change of the photos in the grid.
///
/// @param before the photos before it
/// @param after the photos after it
record ItemsChange(GridItems before, GridItems after) {
  /// Returns whether the photos answer a query as before and only some were added or removed, as
  /// during indexing.
  boolean continues() {
    return switch (before) {
      case GridItems.All _, FoldedItems _ -> false;
      case GridItems.Results _ -> after instanceof GridItems.Results && keepsOrder();
      case FilteredTimeline filtered ->
          after instanceof FilteredTimeline more
              && 2 * filtered.list().common(more.list()) >= filtered.size();
    };
  }

  /// Returns whether most photos remain, in the same order.
  private boolean keepsOrder() {
    int last = -1;
    int common = 0;
    for (int i = 0; i < before.size(); i++) {
      int now = after.indexOf(before.content(i));
      if (now >= 0 && now <= last) {
        return false;
      }
      if (now >= 0) {
        last = now;
        common++;
      }
    }
    return 2 * common >= before.size();
  }

  /// Returns the first photo that is still shown of those after a photo.
  ///
  /// @param index the index of the photo before the change
  Optional<ContentId> next(int index) {
    return IntStream.range(index + 1, before.size())
        .mapToObj(before::content)
        .filter(this::remains)
        .findFirst();
  }

  /// Returns the last photo that is still shown of those before a photo.
  ///
  /// @param index the index of the photo before the change
  Optional<ContentId> previous(int index) {
    return IntStream.iterate(index - 1, i -> i >= 0, i -> i - 1)
        .mapToObj(before::content)
        .filter(this::remains)
        .findFirst();
  }

  private boolean remains(ContentId content) {
    return after.indexOf(content) >= 0;
  }
}
