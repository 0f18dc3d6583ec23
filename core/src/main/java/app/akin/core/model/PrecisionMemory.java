package app.akin.core.model;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which precision each model was found to run best in, on the machine at hand: a small file beside
/// the model's compiled archives. It is forgotten when the machine changes, or what an engine is
/// told by its environment. Thread-safe, also towards other processes.
final class PrecisionMemory {
  /// Goes up whenever a check could come to another result on the same machine: another engine,
  /// other archives, other bounds.
  private static final int VERSION = 1;

  private static final List<String> ENGINE_VARIABLES =
      List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY");
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String TAKEN = "taken";
  private static final String MACHINE = "machine";
  private static final Logger LOG = LoggerFactory.getLogger(PrecisionMemory.class);

  private final Path compiled;
  private final String machine;

  /// @param compiled the folder of compiled models
  /// @param machine what a choice depends on besides the model; see [#machine]
  PrecisionMemory(Path compiled, String machine) {
    this.compiled = compiled;
    this.machine = machine;
  }

  /// The machine this runs on, as far as an engine's speed and arithmetic depend on it.
  ///
  /// @param threads how many threads a tower computes with
  /// @param environment the environment of the process
  static String machine(int threads, Map<String, String> environment) {
    Stream<String> variables =
        ENGINE_VARIABLES.stream().map(name -> name + "=" + environment.getOrDefault(name, ""));
    return Stream.concat(
            Stream.of(
                "version=" + VERSION,
                "system=" + System.getProperty("os.name"),
                "architecture=" + System.getProperty("os.arch"),
                "threads=" + threads,
                "processor=" + processor(environment)),
            variables)
        .collect(Collectors.joining("; "));
  }

  /// What was taken for a model on a device; empty where nothing was on this machine.
  Optional<Precision> recall(String fingerprint, Device device) {
    Path file = file(fingerprint, device);
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      if (machine.equals(properties.getProperty(MACHINE))) {
        return Optional.of(Precision.ofWord(properties.getProperty(TAKEN, "")));
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("no choice in {}", file, e);
    }
    return Optional.empty();
  }

  /// Remembers what was taken. Where that cannot be written, the check is made again next time.
  void remember(String fingerprint, Device device, Precision taken) {
    Path file = file(fingerprint, device);
    Properties properties = new Properties();
    properties.setProperty(MACHINE, machine);
    properties.setProperty(TAKEN, taken.word());
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), "precision", ".part");
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        properties.store(writer, null);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.info("the choice of {} is not remembered", file, e);
    }
  }

  private Path file(String fingerprint, Device device) {
    String place =
        switch (device) {
          case AUTO, CPU -> "cpu";
          case CUDA -> "cuda";
          case MPS -> "mps";
        };
    return compiled.resolve(fingerprint).resolve("precision-" + place + ".properties");
  }

  /// The processor's name and abilities: Linux lists them, Windows puts a name into the
  /// environment, and a Mac's processor does not change.
  private static String processor(Map<String, String> environment) {
    try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
      return lines
          .takeWhile(line -> !line.isBlank())
          .filter(line -> line.matches("(model name|flags|Features|CPU part)\\s*:.*"))
          .map(line -> line.replaceAll("\\s+", " "))
          .collect(Collectors.joining(", "));
    } catch (IOException e) {
      LOG.debug("no list of processors", e);
      return environment.getOrDefault("PROCESSOR_IDENTIFIER", "");
    }
  }
}
