package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TestSeed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.MouseEvent;
import javafx.scene.robot.Robot;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Random use of the whole window must throw no exception and leak no nodes, listeners or memory,
/// and nothing may hold a closed window. The same random events are repeated, because what the
/// window holds depends on the state in which they leave it. `-Dakin.monkey.minutes=10` repeats
/// them longer.
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class MonkeyTest {
  private static final int PHOTOS = 60;
  private static final int EVENTS = 100;
  private static final int WARM = 2;
  private static final int ROUNDS = 10;
  private static final long MINUTE = 60_000_000_000L;

  /// Number of objects by which every round may increase a class. One leaked listener an event
  /// would be as many as a round has events. What a window holds varies by far more, but goes up
  /// and down: JavaFX fills its caches of styles and texts for up to six rounds, and clears them.
  private static final long MORE_OBJECTS = 12;

  /// Allowance for nodes: a few more or fewer spare cells for photos, of 13 nodes each. One leaked
  /// node an event would be 400.
  private static final int MORE_NODES = 100;

  /// Allowance for cached images and style caches.
  private static final long MORE_HEAP = 24L << 20;

  /// How long a closed window may be held, for example by a delayed action.
  private static final long COLLECTION_SECONDS = 30;

  /// Number of heap measurements.
  private static final int LOOKS = 3;

  /// The classes to count, also as arrays.
  private static final Pattern OURS =
      Pattern.compile("(\\[+L)?(app\\.akin\\.|javafx\\.|com\\.sun\\.javafx\\.)");

  @TempDir Path base;

  @Test
  void randomUseLeaksNothing() throws Exception {
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> note(thrown, e));
    try {
      List<WeakReference<Object>> parts = playInAWindow(thrown);
      // The robot of the headless platform holds the window under the pointer.
      FxThread.run(() -> new Robot().mouseMove(0, 0));
      for (WeakReference<Object> part : parts) {
        assertThat(isCollected(part)).as("a closed window is held: %s", part.get()).isTrue();
      }
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  /// Plays the same random events again and again in a window, and closes it.
  ///
  /// @return the parts of the closed window
  private List<WeakReference<Object>> playInAWindow(List<Throwable> thrown) throws Exception {
    long seed = TestSeed.of(MonkeyTest.class);
    Path photos = photos();
    WindowFixture.index(base, photos);
    try (WindowFixture fixture = new WindowFixture(base, 900, 800)) {
      FxThread.run(
          () -> Thread.currentThread().setUncaughtExceptionHandler((_, e) -> note(thrown, e)));
      // Prevents drags: the headless platform does not support them, and JavaFX retains the content
      // of every drag.
      FxThread.run(
          () -> fixture.scene().addEventFilter(MouseEvent.DRAG_DETECTED, MouseEvent::consume));
      Monkey monkey = new Monkey(fixture, e -> note(thrown, e));
      monkey.around();
      // Objects that are created once, such as tooltips, are created during the first rounds.
      for (int round = 0; round < WARM; round++) {
        play(monkey, seed, photos);
      }
      Footprint first = Footprint.of(fixture);
      Footprint last = first;
      Map<String, Long> increases = Map.of();
      long end = System.nanoTime() + Long.getLong("akin.monkey.minutes", 0) * MINUTE;
      int rounds = 0;
      while (rounds < ROUNDS || System.nanoTime() < end) {
        play(monkey, seed, photos);
        rounds++;
        Footprint next = Footprint.of(fixture);
        Map<String, Long> latest = next.increases(last);
        increases = rounds == 1 ? latest : least(increases, latest);
        last = next;
        System.out.println(rounds * EVENTS + " events: " + last);
      }
      last.moreNodesThan(first).forEach(System.out::println);

      assertThat(thrown.stream().map(MonkeyTest::story).distinct()).as("seed %d", seed).isEmpty();
      assertThat(last.nodes()).as("nodes, seed %d", seed).isLessThan(first.nodes() + MORE_NODES);
      assertThat(increases).as("classes that grow, seed %d", seed).isEmpty();
      assertThat(last.heap()).as("heap, seed %d", seed).isLessThan(first.heap() + MORE_HEAP);
      return List.of(
          new WeakReference<>(fixture.mainWindow()),
          new WeakReference<>(fixture.scene()),
          new WeakReference<>(fixture.stage()));
    }
  }

  private static void play(Monkey monkey, long seed, Path photos) throws InterruptedException {
    monkey.restart(seed);
    for (int i = 0; i < EVENTS; i++) {
      monkey.play();
    }
    if (monkey.takeBack(photos)) {
      System.out.println("The folder was taken out, and comes back");
    }
    monkey.settle();
  }

  /// Returns the classes that increased both times, with the lesser increase.
  private static Map<String, Long> least(Map<String, Long> before, Map<String, Long> latest) {
    Map<String, Long> least = new TreeMap<>(latest);
    least.replaceAll((name, increase) -> Math.min(increase, before.getOrDefault(name, 0L)));
    least.values().removeIf(increase -> increase < MORE_OBJECTS);
    return least;
  }

  private static boolean isCollected(WeakReference<Object> part) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(COLLECTION_SECONDS);
    while (!part.refersTo(null) && System.nanoTime() < end) {
      FxThread.settle();
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return part.refersTo(null);
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
  /// @param heap bytes in use after a collection
  /// @param classes number of objects per class of Akin and JavaFX, lambda expressions included
  /// @param kinds number of nodes per path of style classes
  private record Footprint(
      int nodes, long heap, Map<String, Long> classes, Map<String, Long> kinds) {
    /// Returns the kinds of nodes that increased, with the increase.
    List<String> moreNodesThan(Footprint before) {
      return kinds.entrySet().stream()
          .filter(kind -> kind.getValue() > before.kinds().getOrDefault(kind.getKey(), 0L))
          .map(kind -> "  " + kind.getValue() + " " + kind.getKey())
          .toList();
    }

    /// Returns the classes that have more objects than before, with the increase.
    Map<String, Long> increases(Footprint before) {
      Map<String, Long> more = new TreeMap<>(classes);
      more.replaceAll((name, count) -> count - before.count(name));
      more.values().removeIf(increase -> increase < MORE_OBJECTS);
      return more;
    }

    private long count(String name) {
      return classes.getOrDefault(name, 0L);
    }

    @Override
    public String toString() {
      return nodes + " nodes, " + (heap >> 20) + " MB";
    }

    static Footprint of(WindowFixture fixture) throws JMException {
      Map<String, Long> kinds = new TreeMap<>();
      int nodes = FxThread.call(() -> count(fixture.scene().getRoot(), "", kinds));
      letGo();
      Map<String, Long> classes = histogram();
      return new Footprint(nodes, held(), classes, kinds);
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
          .filter(line -> OURS.matcher(line[3]).lookingAt())
          .forEach(line -> classes.merge(line[3], Long.parseLong(line[1]), Long::sum));
      return classes;
    }
  }
}
