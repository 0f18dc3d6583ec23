package app.akin.desktop.grid;

import app.akin.core.kit.LibraryKit;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.library.Timeline;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.OperatingSystem;
import app.akin.desktop.FxThread;
import app.akin.desktop.TestTasks;
import app.akin.desktop.actions.ExternalPrograms;
import app.akin.desktop.actions.PhotoActions;
import app.akin.desktop.actions.RecordedDecisions;
import app.akin.desktop.actions.RememberedPrograms;
import app.akin.desktop.actions.SystemClipboard;
import app.akin.desktop.marks.SyntheticMarks;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.task.Workers;
import app.akin.desktop.theme.Language;
import app.akin.desktop.theme.TextSize;
import app.akin.desktop.theme.Theme;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleUnaryOperator;
import javafx.animation.AnimationTimer;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.paint.ImagePattern;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;

/// Scrolls through a library of synthetic photos and measures how responsive the JavaFX thread
/// stays: duration of pulses including layout, and waiting time of a task. Creates the library if
/// it is missing.
///
/// Arguments: number of photos, folder of the library.
public final class MeasureScroll {
  private static final double WIDTH = 1000;
  private static final double HEIGHT = 900;
  private static final int JUMPS = 40;

  private MeasureScroll() {}

  /// Runs the measurement.
  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    if (!Files.exists(folder)) {
      LibraryKit.Plan plan = LibraryKit.Plan.of(42, count).dimension(2);
      new LibraryKit(plan, folder.resolve("photos")).write(folder);
    }
    AppPaths places =
        AppPaths.of(
            OperatingSystem.current(), Path.of(System.getProperty("user.home")), Map.of(), folder);
    FxThread.start();
    try (Workers workers = new Workers(2, Throwable::printStackTrace);
        PhotoLibrary library = PhotoLibrary.openIsolated(places, Clock.systemUTC())) {
      long begin = System.nanoTime();
      Timeline timeline = library.photos().timeline();
      say("timeline of %d photos loaded in %.0f ms", timeline.size(), millis(begin));
      begin = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        library.photos().revision();
      }
      say("a look at the revision takes %.2f ms", millis(begin) / 20);
      ThumbnailCache cache =
          new ThumbnailCache(library.photos()::thumbnail, workers.background(), 160L << 20);
      PhotoGridModel model = new PhotoGridModel(_ -> {}, _ -> {});
      PhotoGridView view = FxThread.call(() -> show(model, cache));
      for (int i = 0; i < 3; i++) {
        double opening = FxThread.call(() -> timed(() -> model.showTimeline(timeline)));
        double resizing =
            FxThread.call(() -> timed(() -> model.resize(900 + Math.random(), HEIGHT)));
        say("opened in %.1f ms, arranged anew in %.1f ms on its thread", opening, resizing);
      }
      double whole = FxThread.call(model::furthest);
      run("warming up", model, 300, at -> Math.random() * whole);
      run("end to end in 600 pulses", model, 600, at -> at * whole);
      run("and back", model, 600, at -> (1 - at) * whole);
      run("by hand, 60 pixels a pulse", model, 600, at -> whole / 3 + at * 600 * 60);
      jump(model, whole);
      double[] nodes = {0};
      FxThread.run(() -> nodes[0] = view.cells());
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      say(
          "%.0f nodes for photos; %d MB of thumbnails kept; heap %d MB",
          nodes[0],
          FxThread.call(cache::bytes) >> 20,
          (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
    System.exit(0);
  }

  private static PhotoGridView show(PhotoGridModel model, ThumbnailCache cache) {
    Language language = new Language(Locale.ENGLISH);
    PhotoActions actions =
        new PhotoActions(
            new PhotoActions.Source() {
              @Override
              public Map<ContentId, ImageText> texts(Collection<ContentId> contents) {
                return Map.of();
              }

              @Override
              public Map<app.akin.core.photo.ContentId, Path> paths(
                  java.util.Collection<app.akin.core.photo.ContentId> contents) {
                return Map.of();
              }

              @Override
              public app.akin.core.library.FullImage picture(
                  app.akin.core.photo.ContentId content, int longSide) {
                return new app.akin.core.library.FullImage.Removed();
              }
            },
            new SystemClipboard(),
            ExternalPrograms.ofSystem(OperatingSystem.current()),
            new RememberedPrograms(),
            TestTasks.immediate(),
            new Notices(language));
    PhotoGridView view =
        new PhotoGridView(
            model,
            cache,
            actions,
            new RecordedDecisions().actions(language),
            new SyntheticMarks().model(language),
            language,
            new Region());
    Scene scene = new Scene(view.view(), WIDTH, HEIGHT);
    new Theme(
        scene, new SimpleObjectProperty<>(ColorScheme.LIGHT), Theme.Choice.LIGHT, TextSize.NORMAL);
    Stage stage = new Stage();
    stage.setScene(scene);
    stage.show();
    return view;
  }

  private static double timed(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return millis(begin);
  }

  /// Scrolls along a path over a number of pulses.
  private static void run(String name, PhotoGridModel model, int pulses, DoubleUnaryOperator path)
      throws Exception {
    List<Double> pulseTimes = Collections.synchronizedList(new ArrayList<>());
    List<Double> busy = Collections.synchronizedList(new ArrayList<>());
    List<Double> waits = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread prober =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (!done.isDone()) {
                    long asked = System.nanoTime();
                    CompletableFuture<Void> served = new CompletableFuture<>();
                    Platform.runLater(
                        () -> {
                          waits.add(millis(asked));
                          served.complete(null);
                        });
                    served.join();
                    java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
                  }
                });
    long begin = System.nanoTime();
    FxThread.run(
        () -> {
          Scene scene = Stage.getWindows().getFirst().getScene();
          ThreadMXBean threads = ManagementFactory.getThreadMXBean();
          long[] started = {0};
          long[] computed = {0};
          Runnable laidOut =
              () -> {
                if (started[0] > 0) {
                  pulseTimes.add(millis(started[0]));
                  busy.add((threads.getCurrentThreadCpuTime() - computed[0]) / 1e6);
                  started[0] = 0;
                }
              };
          scene.addPostLayoutPulseListener(laidOut);
          new AnimationTimer() {
            private int pulse;

            @Override
            public void handle(long now) {
              started[0] = System.nanoTime();
              computed[0] = threads.getCurrentThreadCpuTime();
              model.scrollTo(path.applyAsDouble((double) pulse / pulses));
              if (++pulse >= pulses) {
                stop();
                scene.removePostLayoutPulseListener(laidOut);
                done.complete(null);
              }
            }
          }.start();
        });
    done.get();
    prober.join();
    say(
        "%s: %.1f s; pulse p50 %.1f p99 %.1f max %.1f ms, computing p50 %.1f p99 %.1f ms; a task"
            + " waits p50 %.1f p99 %.1f max %.1f ms",
        name,
        millis(begin) / 1000,
        part(pulseTimes, 0.5),
        part(pulseTimes, 0.99),
        part(pulseTimes, 1),
        part(busy, 0.5),
        part(busy, 0.99),
        part(waits, 0.5),
        part(waits, 0.99),
        part(waits, 1));
  }

  /// Jumps to places all over the library, as a click on a year does, and measures until every
  /// photo in view is drawn.
  private static void jump(PhotoGridModel model, double whole) throws Exception {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < JUMPS; i++) {
      double to = whole * ((i * 0.618) % 1);
      long begin = System.nanoTime();
      scrollAndDraw(model, to);
      while (!FxThread.call(MeasureScroll::isDrawn)) {
        Thread.sleep(1);
      }
      times.add(millis(begin));
    }
    say(
        "jump until all photos are drawn: p50 %.0f p95 %.0f max %.0f ms",
        part(times, 0.5), part(times, 0.95), part(times, 1));
  }

  /// Scrolls and waits until a pulse has laid out the photos there.
  private static void scrollAndDraw(PhotoGridModel model, double to) throws Exception {
    CompletableFuture<Void> laidOut = new CompletableFuture<>();
    Runnable complete = () -> laidOut.complete(null);
    FxThread.run(
        () -> {
          Stage.getWindows().getFirst().getScene().addPostLayoutPulseListener(complete);
          model.scrollTo(to);
          Platform.requestNextPulse();
        });
    laidOut.get();
    FxThread.run(
        () -> Stage.getWindows().getFirst().getScene().removePostLayoutPulseListener(complete));
  }

  private static boolean isDrawn() {
    var photos =
        Stage.getWindows().getFirst().getScene().getRoot().lookupAll(".akin-photo").stream()
            .filter(Node::isVisible)
            .toList();
    return !photos.isEmpty()
        && photos.stream()
            .allMatch(
                photo ->
                    photo.lookupAll("Rectangle").stream()
                        .anyMatch(
                            face ->
                                face instanceof Rectangle shape
                                    && shape.getFill() instanceof ImagePattern));
  }

  private static double part(List<Double> times, double part) {
    List<Double> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * part)));
  }

  private static double millis(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library of the compiler’s.
  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
