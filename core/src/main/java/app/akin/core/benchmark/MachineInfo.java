package app.akin.core.benchmark;

import app.akin.core.photo.Precision;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads information about this machine.
public final class MachineInfo {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String NAME = "model name";
  private static final Set<String> FEATURES =
      Set.of(
          "sse4_1",
          "avx2",
          "fma",
          "avx512f",
          "avx512_vnni",
          "avx_vnni",
          "avx512_bf16",
          "amx_tile",
          "amx_bf16",
          "amx_int8",
          "asimd",
          "asimddp",
          "bf16",
          "i8mm",
          "sve");
  private static final Logger LOG = LoggerFactory.getLogger(MachineInfo.class);

  private MachineInfo() {}

  /// Returns the machine figure.
  ///
  /// @param environment environment variables
  static BenchmarkFigure.Machine read(
      Map<String, String> environment, String engine, String model, Precision precision) {
    Runtime runtime = Runtime.getRuntime();
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new BenchmarkFigure.Machine(
        processor(environment),
        runtime.availableProcessors(),
        system.getTotalMemorySize(),
        runtime.maxMemory(),
        String.join(" ", system.getName(), system.getVersion(), system.getArch()),
        Runtime.version().toString(),
        engine,
        model,
        precision);
  }

  /// Returns the name of the CPU, from /proc/cpuinfo or the environment on Windows.
  public static String processor(Map<String, String> environment) {
    return listed()
        .or(() -> Optional.ofNullable(environment.get("PROCESSOR_IDENTIFIER")))
        .orElseGet(() -> ManagementFactory.getOperatingSystemMXBean().getArch());
  }

  /// Returns CPU features that affect the speed of models; empty if unknown.
  public static List<String> features() {
    try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.matches("(flags|Features)\\s*:.*"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip().split("\\s+"))
          .stream()
          .flatMap(Stream::of)
          .filter(FEATURES::contains)
          .toList();
    } catch (IOException e) {
      LOG.debug("no list of processors", e);
      return List.of();
    }
  }

  private static Optional<String> listed() {
    try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith(NAME))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      LOG.debug("no list of processors", e);
      return Optional.empty();
    }
  }
}
