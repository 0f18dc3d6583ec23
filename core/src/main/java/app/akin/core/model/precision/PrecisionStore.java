package app.akin.core.model.precision;

import app.akin.core.photo.Device;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Precision;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores the precision and the device that were chosen for each model on this machine, and the
/// time that a model with large weights needs for a photo.
///
/// The values are kept in small files next to the model's compiled archives. They become invalid
/// when the machine or the engine's environment variables change. Thread-safe, also across
/// processes.
public final class PrecisionStore {
  /// Must be incremented whenever a check may give another result on the same machine: for a new
  /// engine, new archives or new thresholds.
  private static final int VERSION = 2;

  private static final List<String> ENGINE_VARIABLES =
      List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY");
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final String CHOSEN = "taken";
  private static final String MACHINE = "machine";
  private static final String DEVICE = "device";
  private static final String REASON = "reason";
  private static final String TRIAL_PID = "trying";
  private static final String STARTED = "begun";
  private static final String SECONDS = "seconds";
  private static final String SOURCE = "source";
  private static final Logger LOG = LoggerFactory.getLogger(PrecisionStore.class);

  private final Path compiled;
  private final String machine;

  /// @param compiled the folder of compiled models
  /// @param machine the key of the machine, see [#machine]
  public PrecisionStore(Path compiled, String machine) {
    this.compiled = compiled;
    this.machine = machine;
  }

  /// Describes everything on this machine that the engine's speed and arithmetic depend on.
  ///
  /// @param threads the number of threads of a tower
  /// @param environment the process's environment variables
  /// @param library the GPU library that the engine uses; empty for none
  public static String machine(int threads, Map<String, String> environment, String library) {
    Stream<String> variables =
        ENGINE_VARIABLES.stream().map(name -> name + "=" + environment.getOrDefault(name, ""));
    return Stream.concat(
            Stream.of(
                "version=" + VERSION,
                "system=" + System.getProperty("os.name"),
                "architecture=" + System.getProperty("os.arch"),
                "threads=" + threads,
                "library=" + library,
                "processor=" + cpuDescription(environment)),
            variables)
        .collect(Collectors.joining("; "));
  }

  /// The result of testing a model on the GPUs.
  ///
  /// @param device the device that an automatic selection uses: a GPU or the CPU
  /// @param reason why no GPU is used; empty if one is used or none is present
  public record GpuResult(Device device, String reason) {}

  /// Returns the precision chosen for a model on a device; empty if there is none for this machine.
  public Optional<Precision> find(String fingerprint, Device device) {
    return read(file(fingerprint, device)).flatMap(PrecisionStore::parsePrecision);
  }

  private static Optional<Precision> parsePrecision(Properties properties) {
    try {
      return Optional.of(Precision.ofWord(properties.getProperty(CHOSEN, "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Stores the chosen precision. If the file cannot be written, the check runs again next time.
  void save(String fingerprint, Device device, Precision chosen) {
    write(file(fingerprint, device), Map.of(CHOSEN, chosen.word()));
  }

  /// Returns the time of a photo; empty if it was not measured on this machine.
  public Optional<PhotoTime> findPhotoTime(String fingerprint) {
    return read(timeFile(fingerprint)).flatMap(PrecisionStore::parseTime);
  }

  private static Optional<PhotoTime> parseTime(Properties properties) {
    try {
      double seconds = Double.parseDouble(properties.getProperty(SECONDS, ""));
      PhotoTime.Source source = PhotoTime.Source.valueOf(properties.getProperty(SOURCE, ""));
      return seconds > 0 ? Optional.of(new PhotoTime(seconds, source)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Stores the time of a photo, unless a more reliable one is stored.
  public void savePhotoTime(String fingerprint, PhotoTime time) {
    boolean better =
        findPhotoTime(fingerprint)
            .map(known -> time.source().compareTo(known.source()) >= 0)
            .orElse(true);
    if (better) {
      write(
          timeFile(fingerprint),
          Map.of(SECONDS, Double.toString(time.seconds()), SOURCE, time.source().name()));
    }
  }

  /// Returns the result of testing a model on the GPUs; empty if none was tested on this machine,
  /// or a test is in progress. A test whose process no longer runs counts as failed.
  public Optional<GpuResult> findGpuResult(String fingerprint) {
    Path file = gpuFile(fingerprint);
    Optional<Properties> properties = read(file);
    if (properties.isEmpty()) {
      return Optional.empty();
    }
    String pid = properties.get().getProperty(TRIAL_PID, "");
    if (!pid.isEmpty()) {
      if (isAlive(pid, properties.get().getProperty(STARTED, ""))) {
        return Optional.empty();
      }
      GpuResult failed = new GpuResult(Device.CPU, "the process that tested it ended unexpectedly");
      saveGpuResult(fingerprint, failed);
      return Optional.of(failed);
    }
    try {
      return Optional.of(
          new GpuResult(
              Device.valueOf(properties.get().getProperty(DEVICE, "")),
              properties.get().getProperty(REASON, "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Stores the result of testing a model on the GPUs.
  public void saveGpuResult(String fingerprint, GpuResult result) {
    write(gpuFile(fingerprint), Map.of(DEVICE, result.device().name(), REASON, result.reason()));
  }

  /// Marks that this process tests a GPU. If the mark remains after the process has ended, the test
  /// failed.
  void markGpuTrial(String fingerprint) {
    ProcessHandle self = ProcessHandle.current();
    write(
        gpuFile(fingerprint),
        Map.of(TRIAL_PID, Long.toString(self.pid()), STARTED, startTime(self).orElse("")));
  }

  /// Deletes the GPU test result of a model.
  void deleteGpuResult(String fingerprint) {
    try {
      FileOperations.delete(gpuFile(fingerprint));
    } catch (IOException e) {
      LOG.info("could not delete a GPU test result", e);
    }
  }

  /// Deletes the GPU test results of all models.
  public void deleteGpuResults() {
    if (!Files.isDirectory(compiled)) {
      return;
    }
    try (DirectoryStream<Path> models = Files.newDirectoryStream(compiled, Files::isDirectory)) {
      for (Path model : models) {
        deleteGpuResult(String.valueOf(model.getFileName()));
      }
    } catch (IOException e) {
      LOG.info("could not delete the GPU test results", e);
    }
  }

  private static boolean isAlive(String pid, String expectedStart) {
    try {
      return ProcessHandle.of(Long.parseLong(pid))
          .filter(ProcessHandle::isAlive)
          .filter(process -> startTime(process).orElse("").equals(expectedStart))
          .isPresent();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Optional<String> startTime(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString);
  }

  private Optional<Properties> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("could not read {}", file, e);
      return Optional.empty();
    }
    return Optional.of(properties).filter(all -> machine.equals(all.getProperty(MACHINE)));
  }

  private void write(Path file, Map<String, String> values) {
    Properties properties = new Properties();
    properties.putAll(values);
    properties.setProperty(MACHINE, machine);
    try {
      Files.createDirectories(file.getParent());
      FileOperations.write(file, out -> properties.store(out, null));
    } catch (IOException e) {
      LOG.info("could not write {}", file, e);
    }
  }

  private Path timeFile(String fingerprint) {
    return compiled.resolve(fingerprint).resolve("time.properties");
  }

  private Path gpuFile(String fingerprint) {
    return compiled.resolve(fingerprint).resolve("card.properties");
  }

  private Path file(String fingerprint, Device device) {
    String suffix =
        switch (device) {
          case AUTO, CPU -> "cpu";
          case CUDA -> "cuda";
          case MPS -> "mps";
        };
    return compiled.resolve(fingerprint).resolve("precision-" + suffix + ".properties");
  }

  /// Returns the CPU's name and features: from `/proc/cpuinfo` on Linux, from the environment on
  /// Windows. On macOS the CPU cannot change.
  private static String cpuDescription(Map<String, String> environment) {
    try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      return lines
          .takeWhile(line -> !line.isBlank())
          .filter(line -> line.matches("(model name|flags|Features|CPU part)\\s*:.*"))
          .map(line -> line.replaceAll("\\s+", " "))
          .collect(Collectors.joining(", "));
    } catch (IOException e) {
      LOG.debug("could not read the CPU description", e);
      return environment.getOrDefault("PROCESSOR_IDENTIFIER", "");
    }
  }
}
