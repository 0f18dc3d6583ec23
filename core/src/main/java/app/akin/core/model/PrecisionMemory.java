package app.akin.core.model;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
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
  private static final int VERSION = 2;

  private static final List<String> ENGINE_VARIABLES =
      List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY");
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String TAKEN = "taken";
  private static final String MACHINE = "machine";
  private static final String DEVICE = "device";
  private static final String REASON = "reason";
  private static final String TRYING = "trying";
  private static final String BEGUN = "begun";
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
  /// @param library which library for graphics cards engines start on; empty for none
  static String machine(int threads, Map<String, String> environment, String library) {
    Stream<String> variables =
        ENGINE_VARIABLES.stream().map(name -> name + "=" + environment.getOrDefault(name, ""));
    return Stream.concat(
            Stream.of(
                "version=" + VERSION,
                "system=" + System.getProperty("os.name"),
                "architecture=" + System.getProperty("os.arch"),
                "threads=" + threads,
                "library=" + library,
                "processor=" + processor(environment)),
            variables)
        .collect(Collectors.joining("; "));
  }

  /// What became of a model on a graphics card.
  ///
  /// @param device where the model computes where nobody says where: a card, or the processor
  /// @param reason why no card computes; empty where one does, and where there is none
  record Card(Device device, String reason) {}

  /// What was taken for a model on a device; empty where nothing was on this machine.
  Optional<Precision> recall(String fingerprint, Device device) {
    return read(file(fingerprint, device)).flatMap(PrecisionMemory::taken);
  }

  private static Optional<Precision> taken(Properties properties) {
    try {
      return Optional.of(Precision.ofWord(properties.getProperty(TAKEN, "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Remembers what was taken. Where that cannot be written, the check is made again next time.
  void remember(String fingerprint, Device device, Precision taken) {
    write(file(fingerprint, device), Map.of(TAKEN, taken.word()));
  }

  /// What became of a model on a card; empty where none was tried on this machine, or one is being
  /// tried. A process that tried one and ended on the way has failed with it.
  Optional<Card> recallCard(String fingerprint) {
    Path file = cardFile(fingerprint);
    Optional<Properties> properties = read(file);
    if (properties.isEmpty()) {
      return Optional.empty();
    }
    String trying = properties.get().getProperty(TRYING, "");
    if (!trying.isEmpty()) {
      if (isAlive(trying, properties.get().getProperty(BEGUN, ""))) {
        return Optional.empty();
      }
      Card failed = new Card(Device.CPU, "the process that tried it ended on the way");
      rememberCard(fingerprint, failed);
      return Optional.of(failed);
    }
    try {
      return Optional.of(
          new Card(
              Device.valueOf(properties.get().getProperty(DEVICE, "")),
              properties.get().getProperty(REASON, "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Remembers what became of a model on a card.
  void rememberCard(String fingerprint, Card card) {
    write(cardFile(fingerprint), Map.of(DEVICE, card.device().name(), REASON, card.reason()));
  }

  /// A card is tried from now on: whoever finds this note and not the process knows how it ended.
  void tryCard(String fingerprint) {
    ProcessHandle self = ProcessHandle.current();
    write(
        cardFile(fingerprint),
        Map.of(TRYING, Long.toString(self.pid()), BEGUN, begun(self).orElse("")));
  }

  /// Nothing is known any more of a model and cards.
  void forgetCard(String fingerprint) {
    try {
      Files.deleteIfExists(cardFile(fingerprint));
    } catch (IOException e) {
      LOG.info("what is known of a card stays", e);
    }
  }

  /// Nothing is known any more of any model and cards.
  void forgetCards() {
    if (!Files.isDirectory(compiled)) {
      return;
    }
    try (DirectoryStream<Path> models = Files.newDirectoryStream(compiled, Files::isDirectory)) {
      for (Path model : models) {
        forgetCard(String.valueOf(model.getFileName()));
      }
    } catch (IOException e) {
      LOG.info("what is known of cards stays", e);
    }
  }

  private static boolean isAlive(String pid, String begun) {
    try {
      return ProcessHandle.of(Long.parseLong(pid))
          .filter(ProcessHandle::isAlive)
          .filter(process -> begun(process).orElse("").equals(begun))
          .isPresent();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Optional<String> begun(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString);
  }

  private Optional<Properties> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("no choice in {}", file, e);
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
      Path fresh = Files.createTempFile(file.getParent(), "precision", ".part");
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        properties.store(writer, null);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.info("the choice of {} is not remembered", file, e);
    }
  }

  private Path cardFile(String fingerprint) {
    return compiled.resolve(fingerprint).resolve("card.properties");
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
