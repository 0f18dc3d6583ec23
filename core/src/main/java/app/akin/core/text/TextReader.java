package app.akin.core.text;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.ModelFiles;
import app.akin.core.embed.TextNetworks;
import app.akin.core.embed.image.ResampleFilter;
import app.akin.core.embed.image.Resize;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.Raster;
import app.akin.core.photo.TextLine;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Reads the text in images: print in Latin script, Chinese and Japanese. Not thread-safe.
///
/// A detector marks the lines in a copy of 960 pixels, and each line is cut out of a larger copy
/// and recognized. Images below 32 pixels, and strips longer than 25 times their width, are not
/// read.
public final class TextReader implements AutoCloseable {
  /// Grows with each change of the models or of what is read.
  public static final int REVISION = 1;

  private static final int MIN_SIDE = 32;

  /// Longest side of the copy that lines are cut from, and the limits of one that is read in tiles.
  private static final int WORKING_SIDE = 2_560;

  private static final int LONGEST_TILED_SIDE = 16_384;
  private static final double LONGEST_RATIO = 25;

  private final TextNetworks networks;
  private final LineDetector detector;
  private final LineRecognizer recognizer;

  private TextReader(TextNetworks networks, CharacterTable characters) {
    this.networks = networks;
    this.detector = new LineDetector(networks);
    this.recognizer = new LineRecognizer(networks, characters);
  }

  /// Opens a reader. The caller closes it.
  ///
  /// @param files `det.pt`, `rec.pt`, `turn.pt` and `characters.txt`
  /// @param settings the settings of the engine
  /// @param threads number of CPU threads of an inference
  /// @throws app.akin.core.photo.AkinException `ModelArchive` if an archive is damaged, `Engine` if
  ///   the engine cannot start
  public static TextReader open(ModelFiles files, EmbedSettings settings, int threads) {
    CharacterTable characters = CharacterTable.read(files);
    return new TextReader(TextNetworks.open(files, settings, threads), characters);
  }

  /// Returns the text in an image.
  ///
  /// @param image the upright image in sRGB
  /// @param stopped read before each batch of lines; if it returns true, the result is empty
  public ImageText read(Raster image, BooleanSupplier stopped) {
    double longSide = Math.max(image.width(), image.height());
    double shortSide = Math.min(image.width(), image.height());
    if (shortSide < MIN_SIDE || longSide / shortSide > LONGEST_RATIO) {
      return ImageText.NONE;
    }
    double scale =
        longSide / shortSide <= LineDetector.MAX_RATIO
            ? Math.min(1, WORKING_SIDE / longSide)
            : Math.min(1, Math.min(WORKING_SIDE / shortSide, LONGEST_TILED_SIDE / longSide));
    Raster copy = scale < 1 ? scaled(image, scale) : image;
    List<Box> boxes = detector.detect(copy);
    List<LineRecognizer.Read> lines =
        recognizer.read(copy, boxes, stopped).stream()
            .filter(line -> LineFilter.keeps(line.text(), line.confidence()))
            .toList();
    return new ImageText(
        lines.isEmpty()
            ? List.of()
            : ReadingOrder.of(lines).stream()
                .map(row -> row.stream().map(line -> line(line, copy)).toList())
                .toList());
  }

  private static Raster scaled(Raster image, double scale) {
    int width = (int) Math.rint(image.width() * scale);
    int height = (int) Math.rint(image.height() * scale);
    byte[] rgb = new Resize(width, height, ResampleFilter.BILINEAR).whole(image);
    return new Raster(width, height, rgb);
  }

  private static TextLine line(LineRecognizer.Read line, Raster copy) {
    return new TextLine(
        line.text(),
        line.confidence(),
        line.quarter(),
        line.column(),
        line.box().corners().stream()
            .map(
                corner ->
                    new TextLine.Corner(corner.x() / copy.width(), corner.y() / copy.height()))
            .toList());
  }

  @Override
  public void close() {
    networks.close();
  }
}
