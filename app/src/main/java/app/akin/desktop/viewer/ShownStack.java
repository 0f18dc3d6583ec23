package app.akin.desktop.viewer;

import app.akin.core.library.PhotoStacks;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The stack of the shown photo.
///
/// @param photos its photos in the order of their dates
/// @param cover the index of its cover
/// @param current the index of the shown photo
record ShownStack(List<ContentId> photos, int cover, int current) {
  /// Copies the photos.
  ShownStack {
    photos = List.copyOf(photos);
  }

  /// Returns the stack of a photo; empty if it is in none.
  static Optional<ShownStack> of(Timeline timeline, ContentId photo) {
    PhotoStacks stacks = timeline.stacks();
    int index = timeline.indexOf(photo);
    int stack = index < 0 ? -1 : stacks.at(index);
    if (stack < 0) {
      return Optional.empty();
    }
    int[] members = stacks.members(stack);
    List<ContentId> photos = Arrays.stream(members).mapToObj(timeline::content).toList();
    return Optional.of(
        new ShownStack(
            photos, photos.indexOf(timeline.content(stacks.cover(stack))), photos.indexOf(photo)));
  }

  /// Returns photos around the shown one, at most a number.
  List<ContentId> around(int most) {
    int count = Math.min(most, photos.size());
    int first = Math.clamp(current - 1L, 0, photos.size() - count);
    return photos.subList(first, first + count);
  }

  /// Returns the photo a number of steps after the shown one; empty beyond the ends.
  Optional<ContentId> step(int by) {
    int to = current + by;
    return to < 0 || to >= photos.size() ? Optional.empty() : Optional.of(photos.get(to));
  }
}
