package app.akin.desktop.search;

import app.akin.core.kit.BuildCache;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Device;
import app.akin.desktop.task.Tasks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Measures the time from the last keystroke to the results, and from a change of the balance to
/// the results, including the typing delay, over a library and a model with threads like those of
/// the window.
///
/// Arguments: folder of the library, folder of the model, an image.
public final class MeasureTyping {
  private static final int RUNS = 40;
  private static final List<String> WORDS =
      List.of("dog", "red house", "beach at sunset", "a boat on a lake", "snow", "people dancing");

  private MeasureTyping() {}

  /// Prints medians and 95th percentiles.
  public static void main(String[] arguments) throws Exception {
    Path library = Path.of(arguments[0]).toAbsolutePath();
    AppPaths places =
        new AppPaths(library, library.resolveSibling("compiled"), BuildCache.NATIVES, library);
    ModelSelection wish = new ModelSelection(arguments[1], Device.CPU, null);
    try (PhotoLibrary open = PhotoLibrary.openIsolated(places, Clock.systemUTC());
        ExecutorService search = Executors.newSingleThreadExecutor();
        ExecutorService ui = Executors.newSingleThreadExecutor();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      BlockingQueue<Long> shown = new LinkedBlockingQueue<>();
      SearchModel model =
          new SearchModel(
              open.search()::find,
              PhraseReader.words(),
              wish,
              new Tasks(search, ui, Throwable::printStackTrace),
              (delay, action) -> later(timer, delay, () -> ui.execute(action)));
      ui.submit(
              () ->
                  model.foundProperty().subscribe(found -> found.ifPresent(_ -> shown.add(now()))))
          .get();
      open.search().warmUp(wish);
      List<Long> typing = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        String words = WORDS.get(i % WORDS.size()) + " " + i;
        typing.add(measure(ui, shown, () -> model.type(words)));
      }
      report("typing", typing);
      List<Long> sliding = new ArrayList<>();
      DroppedContent.Files picture = new DroppedContent.Files(List.of(Path.of(arguments[2])));
      measure(
          ui,
          shown,
          () ->
              model.add(List.of(new app.akin.core.search.QueryImage.File(picture.paths().get(0)))));
      for (int i = 0; i < RUNS; i++) {
        double balance = (i % 19 + 1) / 20.0;
        sliding.add(measure(ui, shown, () -> model.balance(balance)));
      }
      report("balance", sliding);
      List<Long> both = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        String words = WORDS.get(i % WORDS.size()) + " beside " + i;
        both.add(measure(ui, shown, () -> model.type(words)));
      }
      report("typing beside a picture", both);
      System.exit(0);
    }
  }

  private static long now() {
    return System.nanoTime();
  }

  private static long measure(ExecutorService ui, BlockingQueue<Long> shown, Runnable action)
      throws Exception {
    shown.clear();
    long start = now();
    ui.submit(action).get();
    Long end = shown.poll(120, TimeUnit.SECONDS);
    return end == null ? -1 : (end - start) / 1_000_000;
  }

  private static void later(ScheduledExecutorService timer, Duration delay, Runnable action) {
    var _ = timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void report(String what, List<Long> times) {
    List<Long> sorted = times.stream().sorted().toList();
    System.out.printf(
        "%s: median %d ms, p95 %d ms, first %d ms%n",
        what,
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 95 / 100),
        times.getFirst());
  }
}
