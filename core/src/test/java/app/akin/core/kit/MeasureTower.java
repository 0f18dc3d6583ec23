package app.akin.core.kit;

import app.akin.core.embed.clip.ClipModel;
import app.akin.core.embed.clip.Kernels;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Precision;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Measures the compiler and its towers with a random checkpoint: `MeasureTower base 8 10`.
/// Arguments: `tiny`, `base` or `large`; images per batch; number of batches. Prints compile and
/// load times, sizes of archives, and rates of the image tower in every precision and for all
/// kernels, compared with the same graph as separate NDArray calls, with batches of all variants
/// interleaved.
///
/// Run with the test class path: `java -Xmx2g --enable-native-access=ALL-UNNAMED -cp …
/// app.akin.core.kit.MeasureTower base 8 10`.
public final class MeasureTower {
  private static final int WARM_UP = 3;
  private static final List<Precision> PRECISIONS =
      List.of(Precision.FP32, Precision.BF16, Precision.INT8_MIXED, Precision.INT8);

  private final PrintStream out;
  private final SyntheticCheckpoint kit;
  private final int batch;
  private final int rounds;
  private final Map<String, ArchiveRunner> towers = new LinkedHashMap<>();

  private MeasureTower(PrintStream out, SyntheticCheckpoint kit, int batch, int rounds) {
    this.out = out;
    this.kit = kit;
    this.batch = batch;
    this.rounds = rounds;
  }

  /// Runs the measurement.
  public static void main(String[] arguments) throws IOException {
    SyntheticCheckpoint kit =
        switch (arguments[0]) {
          case "tiny" -> SyntheticCheckpoint.tiny();
          case "base" -> SyntheticCheckpoint.base();
          case "large" -> SyntheticCheckpoint.large();
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    Path folder = Files.createTempDirectory("akin-measure");
    try {
      new MeasureTower(
              System.out, kit, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
          .run(folder);
    } finally {
      FileOperations.deleteTree(folder);
    }
  }

  private void run(Path folder) throws IOException {
    Path checkpoint = folder.resolve("checkpoint");
    timed("make the checkpoint", () -> written(checkpoint));
    ArchiveRunner.setUpEngine();
    ClipModel model = timed("read", () -> ClipModel.read(checkpoint, folder.resolve("compiled")));
    timed("fingerprint", model::fingerprint);
    int end = kit.shape().endOfText();
    Path text = timed("compile the text tower", () -> model.textArchive(end));
    line("weights", megabytes(checkpoint.resolve("model.safetensors")), "MB");
    line("text archive", megabytes(text), "MB");
    try (EagerTower eager = timed("start the engine", () -> new EagerTower(kit.shape()))) {
      try (ArchiveRunner tower = timed("load the text tower", () -> ArchiveRunner.open(text))) {
        measureText(tower, end);
      }
      for (Kernels kernels : Kernels.values()) {
        for (Precision precision : PRECISIONS) {
          String name = precision.word() + " " + kernels.name().toLowerCase(Locale.ROOT);
          Path image = timed("compile " + name, () -> model.imageArchive(precision, kernels));
          line("archive", megabytes(image), "MB");
          towers.put(name, timed("load " + name, () -> ArchiveRunner.open(image)));
        }
      }
      measureImages(eager);
    } finally {
      towers.values().forEach(ArchiveRunner::close);
    }
  }

  private void measureText(ArchiveRunner tower, int end) {
    long[] ids = new long[12];
    Arrays.fill(ids, 300);
    ids[ids.length - 1] = end;
    for (int i = 0; i < WARM_UP; i++) {
      timed("text of 12 tokens, call " + (i + 1), () -> tower.run(ids, 1, ids.length));
    }
  }

  private void measureImages(EagerTower eager) {
    int size = kit.shape().image();
    float[] pixels = new float[batch * 3 * size * size];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put("separate calls", () -> eager.run(batch));
    towers.forEach(
        (name, tower) -> contestants.put(name, () -> tower.run(pixels, batch, 3, size, size)));
    Map<String, double[]> rates = new LinkedHashMap<>();
    for (int round = -WARM_UP; round < rounds; round++) {
      for (Map.Entry<String, Runnable> contestant : contestants.entrySet()) {
        double rate = batch / seconds(contestant.getValue());
        if (round >= 0) {
          rates.computeIfAbsent(contestant.getKey(), _ -> new double[rounds])[round] = rate;
        }
      }
    }
    rates.values().forEach(Arrays::sort);
    double yardstick = rates.getOrDefault("separate calls", new double[rounds])[rounds / 2];
    rates.forEach(
        (name, sorted) -> {
          line(name, sorted[rounds / 2], "images/s");
          line("  to separate calls", sorted[rounds / 2] / yardstick, "times");
        });
  }

  private Path written(Path checkpoint) {
    kit.write(checkpoint);
    return checkpoint;
  }

  private <T> T timed(String what, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    line(what, (System.nanoTime() - start) / 1e6, "ms");
    return result;
  }

  private static double megabytes(Path file) throws IOException {
    return Files.size(file) / 1e6;
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private void line(String what, double value, String unit) {
    out.println(String.format(Locale.ROOT, "%s: %,.2f %s", what, value, unit));
  }
}
