package app.akin.desktop.map;

import app.akin.desktop.FxThread;
import app.akin.desktop.QueuedExecutor;
import app.akin.desktop.TestTasks;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.TextSize;
import app.akin.desktop.theme.Theme;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;

/// Moves and zooms a map with synthetic photos and cities, and measures the CPU time that the
/// JavaFX thread needs to draw a view.
///
/// Argument: number of photos.
public final class MeasureMap {
  private static final int CITIES = 150_000;
  private static final int VIEWS = 200;

  private MeasureMap() {}

  /// Runs the measurement.
  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[0]);
    FxThread.start();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    SplittableRandom random = new SplittableRandom(3);
    List<MapLabels.City> cities =
        IntStream.range(0, CITIES)
            .mapToObj(
                i ->
                    new MapLabels.City(
                        "City " + i,
                        random.nextDouble(-60, 70),
                        random.nextDouble(-180, 180),
                        1_000 + random.nextInt(1_000_000)))
            .toList();
    QueuedExecutor work = new QueuedExecutor();
    PlacesMapModel model =
        new PlacesMapModel(
            new PlacesMapModel.Source(
                () -> SyntheticPlaces.points(1, count), Land::load, () -> new MapLabels(cities)),
            TestTasks.on(work),
            _ -> {},
            () -> {});
    PlacesMap map =
        FxThread.call(
            () -> {
              PlacesMap shown = new PlacesMap(model, new Language(Locale.ENGLISH));
              Scene scene = new Scene(shown.view(), 1440, 900);
              new Theme(
                  scene,
                  new SimpleObjectProperty<>(ColorScheme.LIGHT),
                  Theme.Choice.LIGHT,
                  TextSize.NORMAL);
              shown.view().applyCss();
              shown.view().layout();
              model.open(Optional.empty());
              while (work.size() > 0) {
                work.runNext();
                long start = threads.getCurrentThreadCpuTime();
                shown.view().layout();
                System.out.printf(
                    Locale.ROOT,
                    "first view: %.0f ms%n",
                    (threads.getCurrentThreadCpuTime() - start) / 1e6);
              }
              scene.snapshot(null);
              return shown;
            });
    for (double scale : new double[] {1_500, 4_000, 16_000, 100_000, 1_000_000, 10_000_000}) {
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < VIEWS; i++) {
        double share = (double) i / VIEWS;
        times.add(
            FxThread.call(
                () -> {
                  model.showAll();
                  model.zoom(scale / model.cameraProperty().get().scale());
                  model.move(400 * share, 200 * share);
                  long start = threads.getCurrentThreadCpuTime();
                  map.view().layout();
                  return (threads.getCurrentThreadCpuTime() - start) / 1e6;
                }));
      }
      Collections.sort(times.subList(VIEWS / 4, VIEWS));
      System.out.printf(
          Locale.ROOT,
          "%,d photos, world of %,.0f px: median %.1f ms, slowest %.1f ms%n",
          count,
          scale,
          times.get(VIEWS * 5 / 8),
          times.getLast());
    }
    Platform.exit();
  }
}
