package app.akin.core.embed.llava;

import app.akin.core.embed.decoder.DecoderConfig;
import app.akin.core.embed.decoder.DecoderFolder;
import app.akin.core.embed.decoder.DecoderModel;
import app.akin.core.embed.decoder.InputTensor;
import app.akin.core.embed.decoder.Placement;
import app.akin.core.embed.decoder.Prompt;
import app.akin.core.embed.decoder.PromptParts;
import app.akin.core.embed.decoder.Sequence;
import app.akin.core.embed.decoder.SequenceLayout;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Raster;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A LLaVA-NeXT checkpoint in the official Hugging Face layout. It is validated when it is read.
/// Thread-safe.
public final class LlavaModel implements DecoderModel {
  /// The `model_type` of its `config.json`.
  public static final String TYPE = "llava_next";

  /// Incremented whenever the same files, prompts and tasks give other features.
  private static final int RECIPE_VERSION = 1;

  private final DecoderFolder folder;
  private final LlavaConfig config;
  private final LlavaPreparation preparation;
  private final LlavaWeights weights;

  private LlavaModel(
      DecoderFolder folder,
      LlavaConfig config,
      LlavaPreparation preparation,
      LlavaWeights weights) {
    this.folder = folder;
    this.config = config;
    this.preparation = preparation;
    this.weights = weights;
  }

  /// Reads the configuration and the headers of the weights, and checks every tensor. The weights
  /// are not read, so this takes milliseconds.
  ///
  /// @throws app.akin.core.photo.AkinException `ModelConfig`, `ModelWeights`, `ModelTensorMissing`,
  ///   `ModelTensorShape`
  public static LlavaModel read(DecoderFolder folder) {
    LlavaConfig config = LlavaConfig.read(folder.settings(DecoderFolder.CONFIG));
    LlavaPreparation preparation =
        LlavaPreparation.read(folder.settings(DecoderFolder.PREPROCESSOR), config);
    LlavaWeights weights = LlavaWeights.find(folder.checkpoint(), config);
    return new LlavaModel(folder, config, preparation, weights);
  }

  @Override
  public String fingerprint() {
    return folder.fingerprint(
        "llava recipe %d, %d tokens, squares of %d\n"
                .formatted(RECIPE_VERSION, MAX_TOKENS, TileGrid.SQUARE)
            + allPrompts(),
        List.of());
  }

  @Override
  public DecoderConfig decoder() {
    return config.decoder();
  }

  @Override
  public String imageToken() {
    return LlavaPrompts.IMAGE;
  }

  @Override
  public int imageId() {
    return config.imageId();
  }

  @Override
  public Prompt prompt(PromptParts parts) {
    return LlavaPrompts.of(parts);
  }

  @Override
  public Optional<String> task(boolean text, boolean image) {
    return LlavaPrompts.task(text, image);
  }

  @Override
  public PreparedImage prepare(Raster raster) {
    return preparation.prepare(raster);
  }

  @Override
  public int imageSide() {
    return TileGrid.SQUARE;
  }

  @Override
  public List<InputTensor> inputs(List<Sequence> batch) {
    SequenceLayout layout = new SequenceLayout(batch, config.imageId());
    long side = config.vision().side();
    return List.of(layout.ids(), layout.positions(), layout.pixels(3, side, side));
  }

  @Override
  public Path archive(Precision precision, Placement placement) {
    return folder.archive(
        fingerprint(),
        precision,
        placement,
        () -> LlavaProgram.archive(config, weights, folder.checkpoint(), precision, placement));
  }

  @Override
  public long weightBytes(Precision precision) {
    return folder.weightBytes(weights.type(), precision);
  }

  @Override
  public double imageOperations(PreparedImage image) {
    LlavaConfig.Vision vision = config.vision();
    double hidden = vision.hidden();
    double patches = (double) vision.patches() * vision.patches();
    double width = config.decoder().hidden();
    // The last layer is not used. Each tile has a token more than patches.
    double layer =
        (patches + 1) * hidden * (4 * hidden + 2 * vision.feedForward())
            + 2 * (patches + 1) * (patches + 1) * hidden;
    return config.tiles() * ((vision.layers() - 1) * layer + patches * width * (hidden + width));
  }

  @Override
  public void checkFiles() {
    folder.checkpoint().checkLengths();
  }
}
