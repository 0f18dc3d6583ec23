package app.akin.core.kit;

import app.akin.core.photo.FileOperations;
import app.akin.core.place.LazyPlaceTable;
import app.akin.core.place.PlaceTable;
import app.akin.core.store.Store;
import app.akin.resources.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Measures the table of places: time to read it, heap that it takes, and times to find 100,000
/// coordinates, 10,000 names, and the places of a migrated library, as CPU time of one thread.
/// Argument: number of photos of this library (0), of which three in ten have coordinates. Run with
/// the test class path.
public final class MeasurePlaces {
  private static final int COORDINATES = 100_000;
  private static final int NAMES = 10_000;

  private MeasurePlaces() {}

  /// Prints the figures.
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    long before = used();
    long start = cpu();
    PlaceTable table = read();
    out.printf("read, first time: %d ms%n", milliseconds(start));
    out.printf("heap: %.1f MB%n", (used() - before) / 1e6);
    for (int i = 0; i < 5; i++) {
      start = cpu();
      read();
      out.printf("read again: %d ms%n", milliseconds(start));
    }
    double[][] cities =
        table.named("Springfield").stream()
            .map(place -> new double[] {place.latitude(), place.longitude()})
            .toArray(double[][]::new);
    measure(out, table, "around Springfields", cities, 0.5);
    measure(out, table, "in Europe", new double[][] {{49, 9}}, 5);
    measure(out, table, "anywhere", new double[][] {{20, 10}}, 60);
    String[] names = {"München", "东京", "Springfield", "San Jose", "Qwertz", "Москва", "Paris"};
    start = cpu();
    for (int i = 0; i < NAMES; i++) {
      table.named(names[i % names.length]);
    }
    out.printf("%d names: %d ms%n", NAMES, milliseconds(start));
    if (args.length > 0) {
      measureLibrary(out, Integer.parseInt(args[0]));
    }
  }

  private static void measure(
      PrintStream out, PlaceTable table, String where, double[][] centres, double degrees) {
    Random random = new Random(42);
    int inside = 0;
    int near = 0;
    long start = cpu();
    for (int i = 0; i < COORDINATES; i++) {
      double[] centre = centres[i % centres.length];
      double latitude = Math.clamp(centre[0] + degrees * random.nextGaussian(), -90, 90);
      double longitude = Math.IEEEremainder(centre[1] + 2 * degrees * random.nextGaussian(), 360);
      var location = table.locate(latitude, longitude);
      if (location.isPresent()) {
        if (location.get().near()) {
          near++;
        } else {
          inside++;
        }
      }
    }
    out.printf(
        "%d coordinates %s: %d ms; in a city %d, near one %d%n",
        COORDINATES, where, milliseconds(start), inside, near);
  }

  private static void measureLibrary(PrintStream out, int photos) throws IOException {
    Path folder = Files.createTempDirectory("akin-places");
    new LibraryKit(LibraryKit.Plan.of(42, photos).bare().dimension(8), folder.resolve("photos"))
        .write(folder);
    try (Store store = Store.openForReading(folder, BuildCache.NATIVES, Clock.systemUTC())) {
      long start = cpu();
      store.findPlaces(BuildCache.NATIVES, new LazyPlaceTable(Resource.PLACES::open), _ -> {});
      out.printf("places of a library of %d photos: %d ms%n", photos, milliseconds(start));
    } finally {
      FileOperations.deleteTree(folder);
    }
  }

  private static PlaceTable read() throws IOException {
    try (InputStream stream = Resource.PLACES.open()) {
      return PlaceTable.read(stream);
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long milliseconds(long start) {
    return TimeUnit.NANOSECONDS.toMillis(cpu() - start);
  }
}
