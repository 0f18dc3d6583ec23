package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TestSeed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.MouseEvent;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Random use of the whole window must throw no exception and leak no nodes, listeners or memory.
/// The default is a few hundred events; `-Dakin.monkey.minutes=10` runs longer.
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class MonkeyTest {
  private static final int PHOTOS = 60;
  private static final int WARM = 150;
  private static final int EVENTS = 600;
  private static final long MINUTE = 60_000_000_000L;

  /// Allowance for another state: an open offer, the bottom bar, and some more photos on the
  /// screen, of 13 nodes each. One run ended 204 nodes above its start.
  private static final int MORE_NODES = 300;

  /// Allowance for objects created once: tooltips, menus, lists.
  private static final int MORE_LISTENERS = 8_000;

  /// Allowance for cached images, held twice: once by the software renderer.
  private static final long MORE_HEAP = 128L << 20;

  /// Number of heap measurements.
  private static final int LOOKS = 3;

  /// Maximum number of growing classes to report.
  private static final int MOST = 60;

  @TempDir Path base;

  @Test
  void randomUseLeaksNothing() throws Exception {
    long minutes = Long.getLong("akin.monkey.minutes", 0);
    long seed = TestSeed.of(MonkeyTest.class);
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> note(thrown, e));
    Path photos = photos();
    WindowFixture.index(base, photos);
    try (WindowFixture fixture = new WindowFixture(base, 900, 800)) {
      FxThread.run(
          () -> Thread.currentThread().setUncaughtExceptionHandler((_, e) -> note(thrown, e)));
      // Prevents drags: the headless platform does not support them, and JavaFX retains the content
      // of every drag.
      FxThread.run(
          () -> fixture.scene().addEventFilter(MouseEvent.DRAG_DETECTED, MouseEvent::consume));
      Monkey monkey = new Monkey(fixture, seed, e -> note(thrown, e));
      monkey.around();
      // Objects that are created once, such as tooltips, are created during the first part of a
      // long run.
      play(monkey, WARM, minutes * MINUTE / 10);
      monkey.settle();
      Footprint first = Footprint.of(fixture);
      int events = 0;
      Footprint last = first;
      for (long minute = 0; minute < Math.max(1, minutes); minute++) {
        events += play(monkey, EVENTS, Math.min(minutes, 1) * MINUTE);
        if (monkey.takeBack(photos)) {
          System.out.println("The folder was taken out, and comes back");
        }
        monkey.settle();
        last = Footprint.of(fixture);
        System.out.println(events + " events, at first " + first + ", now " + last);
      }
      last.grownSince(first).forEach(System.out::println);
      last.moreNodesThan(first).forEach(System.out::println);

      assertThat(thrown.stream().map(MonkeyTest::story).distinct()).as("seed %d", seed).isEmpty();
      assertThat(last.nodes()).as("nodes, seed %d", seed).isLessThan(first.nodes() + MORE_NODES);
      assertThat(last.listeners())
          .as("listeners, seed %d", seed)
          .isLessThan(first.listeners() + MORE_LISTENERS);
      assertThat(last.heap()).as("heap, seed %d", seed).isLessThan(first.heap() + MORE_HEAP);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  /// Runs for a number of events and a duration, whichever is longer.
  ///
  /// @return the number of events
  private static int play(Monkey monkey, int events, long nanos) {
    long end = System.nanoTime() + nanos;
    int played = 0;
    while (played < events || System.nanoTime() < end) {
      monkey.play();
      played++;
    }
    return played;
  }

  private Path photos() throws IOException {
    Path folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 0; i < PHOTOS; i++) {
      Files.write(folder.resolve("p" + i + ".jpg"), ImageKit.photo(i, 240 + 3 * i % 90, 200));
    }
    return folder;
  }

  /// Records an exception, unless it is one of the platform, of which a long run produces
  /// thousands.
  private static void note(List<Throwable> thrown, Throwable fault) {
    if (!isThePlatforms(fault)) {
      thrown.add(fault);
    }
  }

  private static String story(Throwable thrown) {
    StringWriter story = new StringWriter();
    thrown.printStackTrace(new PrintWriter(story));
    return story.toString();
  }

  /// The headless platform has no choosers and no clipboard, and fails to draw popups beyond its
  /// screen.
  private static boolean isThePlatforms(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
        .findFirst()
        .filter(name -> name.startsWith("com.sun.glass.ui.headless"))
        .isPresent();
  }

  /// Resources that the window holds when idle.
  ///
  /// @param nodes nodes of the scene
  /// @param listeners listeners on JavaFX objects
  /// @param heap bytes in use after a collection
  /// @param classes number of objects per class
  /// @param kinds number of nodes per path of style classes
  private record Footprint(
      int nodes, long listeners, long heap, Map<String, Long> classes, Map<String, Long> kinds) {
    /// Returns the kinds of nodes that increased, with the increase.
    List<String> moreNodesThan(Footprint before) {
      return kinds.entrySet().stream()
          .filter(kind -> kind.getValue() > before.kinds().getOrDefault(kind.getKey(), 0L))
          .map(kind -> "  " + kind.getValue() + " " + kind.getKey())
          .toList();
    }

    /// Returns the classes whose number of objects increased most.
    List<String> grownSince(Footprint before) {
      return classes.entrySet().stream()
          .map(
              entry ->
                  Map.entry(
                      entry.getKey(),
                      entry.getValue() - before.classes().getOrDefault(entry.getKey(), 0L)))
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .limit(MOST)
          .map(entry -> "  +" + entry.getValue() + " " + entry.getKey())
          .toList();
    }

    @Override
    public String toString() {
      return nodes + " nodes, " + listeners + " listeners, " + (heap >> 20) + " MB";
    }

    static Footprint of(WindowFixture fixture) throws JMException {
      Map<String, Long> kinds = new TreeMap<>();
      int nodes = FxThread.call(() -> count(fixture.scene().getRoot(), "", kinds));
      letGo();
      Map<String, Long> classes = histogram();
      long listeners =
          classes.entrySet().stream()
              .filter(
                  entry ->
                      entry.getKey().startsWith("com.sun.javafx.binding.")
                          || (entry.getKey().contains("javafx")
                              && entry.getKey().contains("Listener")))
              .mapToLong(Map.Entry::getValue)
              .sum();
      return new Footprint(nodes, listeners, held(), classes, kinds);
    }

    /// Returns the heap in use a moment later, when images in flight are released.
    private static long held() {
      long least = Long.MAX_VALUE;
      for (int i = 0; i < LOOKS; i++) {
        FxThread.settle();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
      }
      return least;
    }

    /// Allocates until it fails, which clears soft references such as the buffers of the software
    /// renderer.
    private static void letGo() {
      try {
        Object much = new long[Integer.MAX_VALUE - 8];
        throw new IllegalStateException("This machine has no end of memory: " + much);
      } catch (OutOfMemoryError e) {
        return;
      }
    }

    private static int count(Node node, String around, Map<String, Long> kinds) {
      String kind = around + " " + String.join(".", node.getStyleClass());
      kinds.merge(kind, 1L, Long::sum);
      int nodes = 1;
      if (node instanceof Parent parent) {
        for (Node child : parent.getChildrenUnmodifiable()) {
          nodes += count(child, kind, kinds);
        }
      }
      return nodes;
    }

    /// Returns the number of live objects per class, counted by the JVM after a collection.
    private static Map<String, Long> histogram() throws JMException {
      Object printed =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      Map<String, Long> classes = new TreeMap<>();
      String.valueOf(printed)
          .lines()
          .map(line -> line.strip().split("\\s+"))
          .filter(line -> line.length >= 4 && line[0].endsWith(":"))
          .forEach(line -> classes.merge(line[3], Long.parseLong(line[1]), Long::sum));
      return classes;
    }
  }
}
