package app.akin.desktop.grid;

import app.akin.core.kit.BuildCache;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;

/// Measures what stacks add to the timeline of a library, and how long opening one takes, as
/// medians.
///
/// Argument: the folder of a library with stacks.
public final class MeasureFolding {
  private static final int ROUNDS = 21;
  private static final double NANOS = 1e6;

  private MeasureFolding() {}

  /// Prints the figures.
  public static void main(String[] arguments) {
    Path base = Path.of(arguments[0]);
    AppPaths paths =
        new AppPaths(base, base.resolve("compiled"), BuildCache.NATIVES, base.resolve("logs"));
    try (PhotoLibrary library = PhotoLibrary.openIsolated(paths, Clock.systemUTC())) {
      Timeline timeline = library.photos().timeline();
      print("load with stacks", () -> library.photos().timeline());
      System.out.printf(
          Locale.ROOT,
          "%d photos, %d of them in %d stacks%n",
          timeline.size(),
          timeline.stacks().photos(),
          timeline.stacks().count());
      PhotoGridModel model = new PhotoGridModel(_ -> {}, _ -> {});
      model.resize(1_200, 800);
      model.foldingProperty().set(false);
      print("show all", () -> model.update(timeline));
      model.foldingProperty().set(true);
      print("show folded", () -> model.update(timeline));
      model.showTimeline(timeline);
      ContentId middle = timeline.content(timeline.stacks().cover(timeline.stacks().count() / 2));
      print(
          "open and close",
          () -> {
            model.openStack(middle);
            model.closeStack(middle);
          });
    }
  }

  private static void print(String name, Runnable work) {
    long[] times = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      work.run();
      times[i] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    System.out.printf(Locale.ROOT, "%-18s %7.1f ms%n", name, times[ROUNDS / 2] / NANOS);
  }
}
