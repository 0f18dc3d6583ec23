package app.akin.core.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a program and prints its peak memory for each phase given by its output: resident,
/// anonymous, and mapped files, which the system can reclaim. Linux only; reads `smaps_rollup` four
/// times a second.
///
/// Arguments: the command. Needs no class path: `java
/// core/src/test/java/app/akin/core/kit/MeasureMemory.java app/target/akin/bin/akin --library
/// LIBRARY --model MODEL index PHOTOS`.
public final class MeasureMemory {
  private static final int PAUSE_MILLIS = 250;
  private static final long PER_MB = 1024;

  private final PrintStream out = System.out;
  private final Map<String, MemoryUsage> phases = new LinkedHashMap<>();
  private volatile String phase = "Starting";

  private MeasureMemory() {}

  /// Memory in kilobytes, with the peak of each figure.
  private record MemoryUsage(long resident, long anonymous, long files, long samples) {
    MemoryUsage most(MemoryUsage other) {
      return new MemoryUsage(
          Math.max(resident, other.resident),
          Math.max(anonymous, other.anonymous),
          Math.max(files, other.files),
          samples + other.samples);
    }
  }

  /// Runs the measurement.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    new MeasureMemory().run(List.of(arguments));
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread reader = Thread.ofPlatform().daemon().start(() -> read(process.inputReader()));
    Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
    long start = System.nanoTime();
    while (!process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
      try {
        phases.merge(phase, held(Files.readAllLines(rollup)), MemoryUsage::most);
      } catch (NoSuchFileException e) {
        break;
      } catch (IOException e) {
        // The process has ended.
        out.println("the last sample is missing: " + e.getMessage());
      }
    }
    reader.join();
    phases.forEach(this::print);
    print("In all", phases.values().stream().reduce(MemoryUsage::most).orElseThrow());
    out.printf(
        "exit code %d after %d s%n",
        process.waitFor(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
  }

  /// The words before the first number of a line name the phase.
  private void read(BufferedReader lines) {
    lines
        .lines()
        .map(line -> line.split("[0-9(]", 2)[0].strip())
        .filter(words -> !words.isEmpty())
        .forEach(words -> phase = words);
  }

  private static MemoryUsage held(List<String> rollup) {
    long resident = value(rollup, "Rss:");
    long anonymous = value(rollup, "Anonymous:");
    return new MemoryUsage(resident, anonymous, resident - anonymous, 1);
  }

  private static long value(List<String> rollup, String name) {
    return rollup.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private void print(String what, MemoryUsage held) {
    out.printf(
        "%s: %d MB resident, %d MB anonymous, %d MB of files at most, %d samples%n",
        what, held.resident / PER_MB, held.anonymous / PER_MB, held.files / PER_MB, held.samples);
  }
}
