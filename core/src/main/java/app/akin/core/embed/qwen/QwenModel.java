package app.akin.core.embed.qwen;

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

/// A Qwen2.5-VL checkpoint in the official Hugging Face layout. It is validated when it is read.
/// Thread-safe.
public final class QwenModel implements DecoderModel {
  /// The `model_type` of its `config.json`.
  public static final String TYPE = "qwen2_5_vl";

  /// Incremented whenever the same files, prompts and tasks give other features.
  private static final int RECIPE_VERSION = 1;

  private final DecoderFolder folder;
  private final QwenConfig config;
  private final QwenPreparation preparation;
  private final QwenPrompts prompts;
  private final QwenWeights weights;

  private QwenModel(
      DecoderFolder folder,
      QwenConfig config,
      QwenPreparation preparation,
      QwenPrompts prompts,
      QwenWeights weights) {
    this.folder = folder;
    this.config = config;
    this.preparation = preparation;
    this.prompts = prompts;
    this.weights = weights;
  }

  /// Reads the configuration and the headers of the weights, and checks every tensor. The weights
  /// are not read, so this takes milliseconds.
  ///
  /// @throws app.akin.core.photo.AkinException `ModelConfig`, `ModelWeights`, `ModelTensorMissing`,
  ///   `ModelTensorShape`
  public static QwenModel read(DecoderFolder folder) {
    QwenPreparation preparation = QwenPreparation.read(folder.settings(DecoderFolder.PREPROCESSOR));
    QwenConfig config =
        QwenConfig.read(
            folder.settings(DecoderFolder.CONFIG), MAX_TOKENS - 1 + preparation.maxTokens());
    folder
        .settings(DecoderFolder.PREPROCESSOR)
        .require("patch_size", config.vision().patch(), preparation.patch());
    QwenPrompts prompts = QwenPrompts.read(folder.optionalSettings(QwenPrompts.FILE));
    QwenWeights weights = QwenWeights.find(folder.checkpoint(), config);
    return new QwenModel(folder, config, preparation, prompts, weights);
  }

  @Override
  public String fingerprint() {
    return folder.fingerprint(
        "qwen recipe %d, %d tokens, %d pixels\n"
                .formatted(RECIPE_VERSION, MAX_TOKENS, QwenPreparation.LIMIT)
            + allPrompts(),
        List.of(QwenPrompts.FILE));
  }

  @Override
  public DecoderConfig decoder() {
    return config.decoder();
  }

  @Override
  public String imageToken() {
    return QwenPrompts.IMAGE;
  }

  @Override
  public int imageId() {
    return config.imageId();
  }

  @Override
  public Prompt prompt(PromptParts parts) {
    return prompts.of(parts);
  }

  @Override
  public Optional<String> task(boolean text, boolean image) {
    return Optional.of(prompts.query());
  }

  @Override
  public PreparedImage prepare(Raster raster) {
    return preparation.prepare(raster);
  }

  @Override
  public int imageSide() {
    return (int) Math.ceil(Math.sqrt(preparation.maxPixels()));
  }

  @Override
  public List<InputTensor> inputs(List<Sequence> batch) {
    SequenceLayout layout = new SequenceLayout(batch, config.imageId());
    List<PreparedImage> images = layout.images();
    WindowLayout windows = WindowLayout.of(images, config.vision().window());
    return List.of(
        layout.ids(),
        layout.gridPositions(),
        layout.pixels(config.vision().patchValues()),
        windows.counts(),
        windows.groups(),
        windows.places(),
        windows.windows());
  }

  @Override
  public Path archive(Precision precision, Placement placement) {
    return folder.archive(
        fingerprint(),
        precision,
        placement,
        () -> QwenProgram.archive(config, weights, folder.checkpoint(), precision, placement));
  }

  @Override
  public long weightBytes(Precision precision) {
    return folder.weightBytes(weights.type(), precision);
  }

  @Override
  public double imageOperations(PreparedImage image) {
    QwenConfig.Vision vision = config.vision();
    double hidden = vision.hidden();
    double group = QwenConfig.PAIR * QwenConfig.PAIR;
    double patches = group * image.tokens();
    double window = group * vision.window() * vision.window();
    double layers = vision.layers() * patches * hidden * (4 * hidden + 3 * vision.feedForward());
    double full = vision.full().size() * 2 * patches * patches * hidden;
    double windows = (vision.layers() - vision.full().size()) * 2 * patches * window * hidden;
    double merger = image.tokens() * group * hidden * (group * hidden + decoder().hidden());
    return layers + full + windows + merger;
  }

  @Override
  public void checkFiles() {
    folder.checkpoint().checkLengths();
  }
}
