package app.akin.core.kit;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.embed.ModelFiles;
import app.akin.core.embed.PromptImageTower;
import app.akin.core.embed.TextTower;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Raster;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Measures one photo, one text query and one composed query of a model that embeds prompts: the
/// time by the clock and of all CPUs, which a busy machine changes less, and the memory beside the
/// page cache. Also the size of the archive. Arguments: folder of the model, precision, number of
/// threads.
public final class MeasurePrompts {
  private static final double SECOND = 1e9;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private MeasurePrompts() {}

  /// Runs the measurement.
  public static void main(String[] arguments) throws IOException {
    Path compiled = Files.createTempDirectory("akin-prompts");
    EmbedSettings settings =
        new EmbedSettings(
            compiled,
            BuildCache.NATIVES,
            Device.CPU,
            Precision.ofWord(arguments[1]),
            Integer.parseInt(arguments[2]));
    try (EmbeddingModel model =
        EmbeddingModel.open(ModelFiles.folder(Path.of(arguments[0])), settings)) {
      report("fingerprint", model::fingerprint);
      Raster raster = new Raster(1280, 720, new byte[3 * 1280 * 720]);
      try (ImageTower images = model.imageTower();
          TextTower texts = model.textTower()) {
        report("text query", () -> texts.embed("a red dog on the beach"));
        report("photo", () -> images.embed(List.of(model.prepare(raster))));
        report("photo again", () -> images.embed(List.of(model.prepare(raster))));
        if (images instanceof PromptImageTower prompts) {
          report(
              "composed", () -> prompts.embedQuery(model.prepare(raster), "at night", () -> false));
        }
      }
    }
    try (Stream<Path> files = Files.walk(compiled)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".pt")).toList()) {
        System.out.printf("%s: %d bytes%n", file.getFileName(), Files.size(file));
      }
    }
  }

  private static void report(String name, Runnable work) throws IOException {
    long cpuStart = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / SECOND;
    double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpuStart) / SECOND;
    String memory =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.matches("(VmHWM|RssAnon|RssFile):.*"))
            .map(line -> line.replaceAll("\\s+", " "))
            .collect(Collectors.joining(", "));
    System.out.printf(
        "%-12s %7.2f s, %7.2f s of the CPUs  %s%n", name, seconds, cpuSeconds, memory);
  }
}
