package app.akin.core.kit;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Decodes broken files in this process, which a crashing native decoder would terminate, and
/// prints results, slowest time and peak memory.
///
/// Arguments: number of files, seed (default: the clock), maximum pixels (20 million), and a file
/// that always contains the current input, to investigate crashes.
public final class FuzzDecoding {
  private FuzzDecoding() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    int count = Integer.parseInt(arguments[0]);
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    long pixels = arguments.length > 2 ? Long.parseLong(arguments[2]) : 20_000_000;
    out.println("seed " + seed);
    BrokenFiles files = new BrokenFiles(seed);
    PhotoDecoder decoder = new PhotoDecoder(pixels, 512, BuildCache.NATIVES);
    Map<String, Integer> became = new TreeMap<>();
    Map<String, Long> slowest = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      Map.Entry<String, byte[]> file = files.next();
      if (arguments.length > 3) {
        Files.write(Path.of(arguments[3]), file.getValue());
      }
      long start = System.nanoTime();
      decoder.key(file.getValue());
      decoder.probe(file.getValue());
      String result =
          switch (decoder.decode(file.getValue(), new DecodePurpose.Indexing(224))) {
            case DecodeResult.Decoded _ -> "decoded";
            case DecodeResult.Failed refused -> refused.kind().word();
          };
      long millis = (System.nanoTime() - start) / 1_000_000;
      became.merge(result, 1, Integer::sum);
      slowest.merge(file.getKey(), millis, Math::max);
    }
    out.println(became);
    out.println("slowest, ms: " + slowest);
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .forEach(out::println);
    }
  }
}
