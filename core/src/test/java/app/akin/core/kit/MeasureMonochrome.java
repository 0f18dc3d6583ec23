package app.akin.core.kit;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.Raster;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// Measures how often photos are wrongly judged to be black and white, or not.
///
/// Arguments: image files or folders. Photos are in color unless their name contains one of
/// [#BLACK_AND_WHITE], which names those of the collection `imagenet-sample-images`. Copies of each
/// photo in color are made in memory: grey, grey with noise of a sensor, sepia, a faded print, and
/// grey with a small red mark, which is in color. The judgement of an image is compared with that
/// of its stored thumbnail, whose judgement is timed.
public final class MeasureMonochrome {
  /// Six grey photos, a blue engraving and two sepia photos.
  private static final Set<String> BLACK_AND_WHITE =
      Set.of(
          "n03417042",
          "n03697007",
          "n03866082",
          "n03992509",
          "n04008634",
          "n04069434",
          "n04090263",
          "n04146614",
          "n04372370");

  private static final PhotoDecoder DECODER =
      new PhotoDecoder(200_000_000, 512, BuildCache.NATIVES);
  private static final DecodePurpose INDEXING = new DecodePurpose.Indexing(224);

  /// Changes the color of a pixel with the channels `rgb`, in place.
  @FunctionalInterface
  private interface Edit {
    void apply(double[] rgb, int x, int y, Random random);
  }

  /// Counts wrong judgements of one group of images.
  private static final class Group {
    private final String name;
    private final boolean isMonochrome;
    private final List<String> wrong = new ArrayList<>();
    private int images;
    private int different;
    private long nanos;

    Group(String name, boolean isMonochrome) {
      this.name = name;
      this.isMonochrome = isMonochrome;
    }

    void judge(String file, byte[] bytes) {
      if (DECODER.decode(bytes, INDEXING) instanceof DecodeResult.Decoded decoded) {
        images++;
        if (decoded.monochrome() != isMonochrome) {
          wrong.add(file);
        }
        long start = System.nanoTime();
        boolean monochrome = DECODER.isMonochrome(decoded.thumbnail()).orElseThrow();
        nanos += System.nanoTime() - start;
        if (monochrome != decoded.monochrome()) {
          different++;
        }
      }
    }

    void print(PrintStream out) {
      out.printf(
          "%s: %d images, %d wrong (%.1f %%), %d different by their thumbnails, %.1f ms each %s%n",
          name,
          images,
          wrong.size(),
          100.0 * wrong.size() / Math.max(1, images),
          different,
          nanos / 1e6 / Math.max(1, images),
          wrong.subList(0, Math.min(8, wrong.size())));
    }
  }

  private MeasureMonochrome() {}

  public static void main(String[] arguments) throws IOException {
    Group color = new Group("color", false);
    Group blackAndWhite = new Group("black and white", true);
    Group grey = new Group("grey copies", true);
    Group noise = new Group("grey copies with noise", true);
    Group sepia = new Group("sepia copies", true);
    Group faded = new Group("faded copies", true);
    Group marked = new Group("grey copies with a red mark", false);
    for (String argument : arguments) {
      try (Stream<Path> tree = Files.walk(Path.of(argument))) {
        for (Path path : tree.filter(Files::isRegularFile).sorted().toList()) {
          String name = String.valueOf(path.getFileName());
          byte[] file = Files.readAllBytes(path);
          if (BLACK_AND_WHITE.stream().anyMatch(name::contains)) {
            blackAndWhite.judge(name, file);
          } else if (DECODER.decode(file, new DecodePurpose.Viewing(1024))
              instanceof DecodeResult.Decoded decoded) {
            Raster photo = decoded.raster();
            color.judge(name, file);
            grey.judge(name, copy(photo, (rgb, x, y, random) -> tone(rgb, 1, 1, 1)));
            noise.judge(name, copy(photo, MeasureMonochrome::noise));
            sepia.judge(name, copy(photo, (rgb, x, y, random) -> tone(rgb, 1.07, 0.87, 0.6)));
            faded.judge(name, copy(photo, MeasureMonochrome::fade));
            double radius = 0.015 * Math.max(photo.width(), photo.height());
            marked.judge(
                name,
                copy(
                    photo,
                    (rgb, x, y, random) -> {
                      tone(rgb, 1, 1, 1);
                      if (Math.hypot(x - photo.width() / 2.0, y - photo.height() / 2.0) < radius) {
                        tone(rgb, 1.3, 0.5, 0.5);
                        rgb[0] += 60;
                      }
                    }));
          }
        }
      }
    }
    for (Group group : List.of(color, blackAndWhite, grey, noise, sepia, faded, marked)) {
      group.print(System.out);
    }
  }

  private static void tone(double[] rgb, double red, double green, double blue) {
    double luma = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
    rgb[0] = red * luma;
    rgb[1] = green * luma;
    rgb[2] = blue * luma;
  }

  /// Grey with different noise in each channel.
  private static void noise(double[] rgb, int x, int y, Random random) {
    tone(rgb, 1, 1, 1);
    for (int i = 0; i < 3; i++) {
      rgb[i] += random.nextGaussian(0, 10);
    }
  }

  /// Little contrast, yellow highlights and brown shadows.
  private static void fade(double[] rgb, int x, int y, Random random) {
    tone(rgb, 1, 1, 1);
    rgb[0] = 255 * (0.12 + 0.85 * Math.pow(rgb[0] / 255, 0.9));
    rgb[1] = 255 * (0.10 + 0.82 * rgb[1] / 255);
    rgb[2] = 255 * (0.07 + 0.72 * Math.pow(rgb[2] / 255, 1.1));
  }

  /// Returns an edited copy as a JPEG file.
  private static byte[] copy(Raster photo, Edit edit) {
    Random random = new Random(1);
    BufferedImage edited =
        new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
    double[] rgb = new double[3];
    for (int y = 0; y < photo.height(); y++) {
      for (int x = 0; x < photo.width(); x++) {
        int at = 3 * (y * photo.width() + x);
        Arrays.setAll(rgb, channel -> photo.rgb()[at + channel] & 0xFF);
        edit.apply(rgb, x, y, random);
        int packed = 0;
        for (double value : rgb) {
          packed = packed << 8 | Math.clamp(Math.round(value), 0, 255);
        }
        edited.setRGB(x, y, packed);
      }
    }
    return ImageKit.jpeg(edited, 0.9f);
  }
}
