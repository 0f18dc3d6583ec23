package app.akin.core.kit;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ModelFiles;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Measures decoding of JPEG files for indexing, compared with `djpeg` of libjpeg-turbo on the same
/// files in the same run.
///
/// Arguments: folder for native libraries (an invalid one selects Java's codec), folder of a model,
/// files. Requires `djpeg` on the path.
public final class MeasureDecode {
  private static final int ROUNDS = 15;
  private static final double MILLIS = 1e6;

  private MeasureDecode() {}

  /// The measured work.
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = System.out;
    Path natives = Path.of(arguments[0]);
    PhotoDecoder decoder = new PhotoDecoder(200_000_000, 512, natives);
    EmbedSettings settings =
        new EmbedSettings(BuildCache.NATIVES, BuildCache.NATIVES, Device.CPU, Precision.FP32, 1);
    try (EmbeddingModel model =
        EmbeddingModel.open(ModelFiles.folder(Path.of(arguments[1])), settings)) {
      DecodePurpose indexing = new DecodePurpose.Indexing(model.imageSide());
      for (String name : Arrays.asList(arguments).subList(2, arguments.length)) {
        Path path = Path.of(name);
        byte[] file = Files.readAllBytes(path);
        DecodeResult.Decoded decoded = (DecodeResult.Decoded) decoder.decode(file, indexing);
        double djpeg = best(() -> djpeg(path));
        double decode = best(() -> decoder.decode(file, indexing));
        double full = best(() -> decoder.decode(file, DecodePurpose.QUERY));
        double whole =
            best(
                () -> {
                  decoder.key(file);
                  decoder.probe(file);
                  if (decoder.decode(file, indexing) instanceof DecodeResult.Decoded again) {
                    model.prepare(again.raster());
                  }
                });
        out.printf(
            "%-16s %.1f MP to %d x %d: djpeg -scale 1/4 %.1f ms, decoded with thumbnail %.1f ms"
                + " (%.2f), with key and model pixels %.1f ms (%.2f), in full %.1f ms%n",
            path.getFileName(),
            decoded.facts().width() * (double) decoded.facts().height() / 1e6,
            decoded.raster().width(),
            decoded.raster().height(),
            djpeg,
            decode,
            decode / djpeg,
            whole,
            whole / djpeg,
            full);
      }
      decoder.nativeJpegError().ifPresent(why -> out.println("Java's own codec: " + why));
    }
  }

  private static void djpeg(Path path) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("djpeg", "-scale", "1/4", path.toString())
            .redirectOutput(Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("djpeg refuses " + path);
    }
  }

  private static double best(Work work) throws IOException, InterruptedException {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best / MILLIS;
  }
}
