package app.akin.core.kit;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.kit.StackScenes.Item;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageSignature;
import app.akin.core.stack.StackPass;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.CatalogueWriter;
import app.akin.core.store.Store;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Measures the stacks of a library.
///
/// `pairs COUNT SEED [FOLDER]` prints, by kind, which pairs of labelled images the starter model
/// and their pixels put together: variants of COUNT synthetic images and of the images of a folder,
/// and hard negatives. `time COUNT SEED` prints how long the pass over a library of synthetic
/// signatures and vectors takes, and then over a hundred more photos. For each thumbnail that is
/// compared, one of 512 by 384 pixels is decoded as well. For each thumbnail that it reads, one of
/// 512 by 384 pixels is decoded, and for each photo one is decoded and hashed before as in a run.
public final class MeasureStacks {
  private MeasureStacks() {}

  public static void main(String[] arguments) throws IOException {
    Path base = Files.createTempDirectory("akin-stacks");
    int count = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    if (arguments[0].equals("time")) {
      time(base, count, seed);
    } else {
      pairs(base, count, seed, arguments.length > 3 ? Path.of(arguments[3]) : null);
    }
  }

  private static void pairs(Path base, int count, long seed, @Nullable Path folder)
      throws IOException {
    List<Item> items = new ArrayList<>(StackScenes.of(seed, count));
    if (folder != null) {
      int set = items.size();
      for (BufferedImage image : images(folder)) {
        items.addAll(StackScenes.variants(image, set, seed + set));
        set++;
      }
    }
    Models models =
        new Models(
            base.resolve("compiled"), BuildCache.NATIVES, base.resolve("models"), 2, Map.of());
    try (EmbeddingModel model = models.open(ModelSelection.DEFAULT)) {
      StackEvidence.Counts counts = StackEvidence.count(items, model, base.resolve("library"));
      counts.variants().forEach((kind, each) -> print("recall", kind, each));
      counts.negatives().forEach((kind, each) -> print("negative", kind, each));
      print("negative", "all", counts.allNegatives());
      System.out.printf(
          Locale.ROOT,
          "precision %.4f, pairs of different sets in one stack: %d, weak model: %s%n",
          counts.precision(),
          counts.others(),
          counts.weak());
    }
  }

  private static void print(String label, String kind, StackEvidence.Count count) {
    System.out.printf(
        Locale.ROOT,
        "%-8s  %-12s  %.4f  (%d of %d)%n",
        label,
        kind,
        count.share(),
        count.together(),
        count.pairs());
  }

  private static List<BufferedImage> images(Path folder) throws IOException {
    List<BufferedImage> images = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        BufferedImage image = ImageIO.read(file.toFile());
        if (image != null) {
          BufferedImage plain =
              new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
          Graphics2D graphics = plain.createGraphics();
          graphics.drawImage(image, 0, 0, null);
          graphics.dispose();
          images.add(plain);
        }
      }
    }
    return images;
  }

  private static void time(Path base, int count, long seed) {
    StackLibrary photos = new StackLibrary(seed);
    try (Store store =
        Store.openForWriting(base.resolve("library"), BuildCache.NATIVES, Clock.systemUTC())) {
      CatalogueWriter writer = store.writer();
      CatalogueReader reader = store.reader();
      long root = writer.roots().add(base.resolve("photos"), List.of());
      long model = StackLibrary.model(writer, "synthetic");
      int[] numbers = StackLibrary.numbers(count + 100);
      photos.write(writer, root, "", model, Arrays.copyOf(numbers, count));
      pass(reader, writer, model, "all");
      photos.write(writer, root, "", model, Arrays.copyOfRange(numbers, count, count + 100));
      pass(reader, writer, model, "100 more");
      long start = System.nanoTime();
      int stacks = reader.stacks().members().size();
      System.out.printf(
          Locale.ROOT,
          "%d stacks of %d expected, read in %.2f s%n",
          stacks,
          StackLibrary.expected(numbers).lines().count(),
          (System.nanoTime() - start) / 1e9);
    }
  }

  /// Returns the function that decodes a thumbnail, and returns the signature of a synthetic photo.
  private static Function<ContentId, Optional<ImageSignature>> thumbnails(CatalogueReader reader) {
    PhotoDecoder decoder = new PhotoDecoder(500_000_000, 512, BuildCache.NATIVES);
    List<byte[]> jpegs = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      jpegs.add(ImageKit.jpeg(ImageKit.picture(i, 512, 384), 0.85f));
    }
    Function<ContentId, Optional<ImageSignature>> synthetic = StackLibrary.thumbnails(reader);
    return content ->
        decoder
            .roughSignature(jpegs.get((int) (content.value() % jpegs.size())))
            .flatMap(_ -> synthetic.apply(content));
  }

  private static void pass(
      CatalogueReader reader, CatalogueWriter writer, long model, String label) {
    long start = System.nanoTime();
    long startCpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long startProcess = processCpu();
    StackPass.Result result =
        new StackPass(
                reader,
                writer,
                model,
                StackLibrary.REVISION,
                StackLibrary.thumbnails(reader),
                thumbnails(reader))
            .run(_ -> true);
    System.out.printf(
        Locale.ROOT,
        "%s: %d photos compared in %.1f s, CPU %.1f s of the thread, %.1f s of all, heap %d MB%n",
        label,
        result.compared(),
        (System.nanoTime() - start) / 1e9,
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startCpu) / 1e9,
        (processCpu() - startProcess) / 1e9,
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_000_000);
  }

  private static long processCpu() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}
