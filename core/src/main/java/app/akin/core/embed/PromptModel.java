package app.akin.core.embed;

import app.akin.core.embed.clip.Kernels;
import app.akin.core.embed.config.SettingsFile;
import app.akin.core.embed.decoder.DecoderFolder;
import app.akin.core.embed.decoder.DecoderModel;
import app.akin.core.embed.decoder.DecoderProgram;
import app.akin.core.embed.decoder.Placement;
import app.akin.core.embed.decoder.Prompt;
import app.akin.core.embed.decoder.PromptParts;
import app.akin.core.embed.decoder.Sequence;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.embed.llava.LlavaModel;
import app.akin.core.embed.qwen.QwenModel;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Architecture;
import app.akin.core.photo.Device;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Raster;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A model that embeds prompts: a photo and a query, of an image, a text or both, have different
/// prompts, and a query is one pass over its parts. Thread-safe; each tower is for one thread at a
/// time. The caller of [#open] closes the model, before or after the towers.
///
/// Opening reads only the settings and the headers of the weights, which stay in the files of the
/// checkpoint.
public final class PromptModel implements EmbeddingModel {
  private static final Set<String> TYPES = Set.of(LlavaModel.TYPE, QwenModel.TYPE);

  /// With more photos the GPU computes longer than the weights are copied.
  private static final int GPU_BATCH = 4;

  /// Memory of a GPU for a batch, and for the engine.
  private static final long BATCH_BYTES = 4L << 30;

  /// The size of a photo of a trial.
  private static final int TRIAL_WIDTH = 1280;

  private static final int TRIAL_HEIGHT = 960;

  /// Memory of the system and of Java, which the page cache cannot use.
  private static final long CACHE_RESERVE = 3L << 30;

  private final Path folder;
  private final EmbedSettings settings;
  private final DecoderModel model;
  private final TorchRuntime runtime;
  private final SharedArchive archive;

  private final Object tokenizerLock = new Object();
  private @Nullable PromptTokenizer tokenizer;
  private boolean closed;

  private PromptModel(
      Path folder, EmbedSettings settings, DecoderModel model, TorchRuntime runtime) {
    this.folder = folder;
    this.settings = settings;
    this.model = model;
    this.runtime = runtime;
    archive =
        new SharedArchive(
            runtime,
            runtime::device,
            List.of(() -> ArchiveFile.of(model.archive(settings.precision(), placement()))));
  }

  /// Returns whether a folder holds a checkpoint of a model that embeds prompts, complete or not.
  ///
  /// @throws AkinException `ModelConfig` if its `config.json` is invalid
  public static boolean isIn(Path folder) {
    Path config = folder.resolve(DecoderFolder.CONFIG);
    return Files.isRegularFile(config)
        && TYPES.contains(SettingsFile.read(config).text("model_type", ""));
  }

  /// Opens a model.
  ///
  /// @throws AkinException if the folder is not such a model, a file is invalid, or the requested
  ///   device or precision is unavailable
  public static PromptModel open(Path folder, EmbedSettings settings) {
    DecoderFolder files = DecoderFolder.read(folder, settings.compiled());
    SettingsFile config = files.settings(DecoderFolder.CONFIG);
    DecoderModel model =
        switch (config.text("model_type")) {
          case LlavaModel.TYPE -> LlavaModel.read(files);
          case QwenModel.TYPE -> QwenModel.read(files);
          default ->
              throw config.invalid("model_type", "is not that of a model that embeds prompts");
        };
    if (!precisions(settings).contains(settings.precision())) {
      throw new AkinException(
          new Problem.PrecisionAbsent(settings.precision().word(), name(folder)));
    }
    TorchRuntime runtime = new TorchRuntime(settings);
    if (settings.device() != Device.AUTO && settings.device() != Device.CPU) {
      runtime.device();
    }
    return new PromptModel(folder, settings, model, runtime);
  }

  @Override
  public String name() {
    return name(folder);
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }

  @Override
  public int dimension() {
    return model.decoder().hidden();
  }

  @Override
  public Precision precision() {
    return settings.precision();
  }

  @Override
  public List<Precision> precisions() {
    return precisions(settings);
  }

  /// Returns the authors' task for a query of these parts; empty if they gave none.
  public Optional<String> task(boolean text, boolean image) {
    return model.task(text, image);
  }

  @Override
  public PreparedImage prepare(Raster raster) {
    return model.prepare(raster);
  }

  @Override
  public int imageSide() {
    return model.imageSide();
  }

  /// Returns the prompt of these parts.
  public Prompt prompt(PromptParts parts) {
    return model.prompt(parts);
  }

  /// Returns the token ids of a prompt, in which one id stands for the image. A long text is cut.
  /// Text that looks like a special token is treated as plain text.
  ///
  /// @throws AkinException `ModelTokenizer` if the model's tokenizer cannot be used
  public long[] tokens(PromptParts parts) {
    synchronized (tokenizerLock) {
      return tokenizer().ids(model.prompt(parts));
    }
  }

  /// Returns the input for a prompt.
  ///
  /// @param image the prepared image, if the prompt has one
  public Sequence sequence(PromptParts parts, Optional<PreparedImage> image) {
    if (parts.image() != image.isPresent()) {
      throw new IllegalArgumentException("the prompt and the input differ in the image");
    }
    return new Sequence(tokens(parts), image);
  }

  @Override
  public QueryComposition composition() {
    return QueryComposition.PROMPT;
  }

  @Override
  public String engine() {
    return runtime.description();
  }

  @Override
  public Optional<String> unavailableReason(Device device) {
    return runtime.unavailableReason(device);
  }

  @Override
  public void deleteOtherPrecisions(List<Precision> kept) {
    // The archives hold no weights.
  }

  @Override
  public long[] tokens(String text) {
    return tokens(PromptParts.query(task(true, false), Optional.of(text), false));
  }

  @Override
  public void loadAhead(boolean images, boolean texts) {
    // Mapping the weights takes no time.
  }

  @Override
  public PromptImageTower imageTower() {
    return new PromptImageTower(this, tower(), batchSize());
  }

  /// Returns 1: concurrent passes would read the weights more often and need more memory.
  @Override
  public int streams() {
    return 1;
  }

  @Override
  public PromptImageTower imageStream() {
    return imageTower();
  }

  @Override
  public TextTower textTower() {
    return new PromptTextTower(this, tower());
  }

  /// A CPU gains nothing from batches. On a GPU the weights are copied once for a batch.
  private int batchSize() {
    return switch (settings.device()) {
      case AUTO, CPU -> 1;
      case CUDA, MPS -> GPU_BATCH;
    };
  }

  /// Returns a new tower for one thread; the caller closes it. The first call maps the weights.
  ///
  /// @throws AkinException `Engine`, `ModelArchive`, `ModelWeights`, or `PrecisionAbsent` if the
  ///   CPU has no arithmetic for the precision
  public DecoderTower tower() {
    try {
      return DecoderTower.open(model, archive, runtime.threads());
    } catch (AkinException e) {
      if (e.problem() instanceof Problem.ModelArchive rejected
          && rejected.detail().equals(DecoderProgram.NO_HALF_FLOATS)) {
        throw new AkinException(
            e, new Problem.PrecisionAbsent(settings.precision().word(), name()));
      }
      throw e;
    }
  }

  /// Estimates the time of a photo on this device, without embedding a whole one where that takes
  /// longer than the limit. Must be called on a platform thread.
  ///
  /// @param limit the time that the trial may take, apart from loading
  /// @param nanoClock returns the time in nanoseconds, like [System#nanoTime]
  /// @param stopped read between steps
  /// @return the seconds of one photo; empty if the trial was stopped or the limit is too short
  public OptionalDouble trial(Duration limit, LongSupplier nanoClock, BooleanSupplier stopped) {
    PreparedImage photo =
        prepare(new Raster(TRIAL_WIDTH, TRIAL_HEIGHT, new byte[3 * TRIAL_WIDTH * TRIAL_HEIGHT]));
    Sequence sequence = sequence(PromptParts.candidate(Optional.empty(), true), Optional.of(photo));
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    boolean cached = model.weightBytes(Precision.BF16) + CACHE_RESERVE < memory;
    try (DecoderTower tower = tower()) {
      return new PassTrial(model, tower, cached, limit, nanoClock, stopped)
          .run(Collections.nCopies(batchSize(), sequence));
    }
  }

  /// Releases the tokenizer and the archive, the latter once its last tower is closed.
  @Override
  public void close() {
    synchronized (tokenizerLock) {
      closed = true;
      PromptTokenizer open = tokenizer;
      tokenizer = null;
      if (open != null) {
        open.close();
      }
    }
    archive.close();
  }

  private PromptTokenizer tokenizer() {
    if (closed) {
      throw new IllegalStateException("the model was closed");
    }
    PromptTokenizer open = tokenizer;
    if (open == null) {
      runtime.startTokenizers();
      ModelFiles files = ModelFiles.folder(folder);
      open =
          PromptTokenizer.open(
              ModelFormat.location(files, DecoderFolder.TOKENIZER),
              ModelFormat.bytes(files, DecoderFolder.TOKENIZER),
              ModelFormat.settings(files, DecoderFolder.TOKENIZER_CONFIG),
              model);
      tokenizer = open;
    }
    return open;
  }

  /// Returns the precisions of a decoder. int8 is not one of them, see
  /// `docs/decisions/0094-no-int8-for-prompt-models.md`.
  private static List<Precision> precisions(EmbedSettings settings) {
    List<Precision> all =
        switch (settings.device()) {
          case AUTO, CPU -> Kernels.precisions(settings.environment());
          case CUDA, MPS -> Kernels.gpuPrecisions();
        };
    return all.stream()
        .filter(precision -> precision != Precision.INT8 && precision != Precision.INT8_MIXED)
        .toList();
  }

  /// Keeps all weights on a GPU that has memory for them and for a batch.
  private Placement placement() {
    return switch (settings.device()) {
      case AUTO, CPU ->
          Kernels.ofCpu(
                      settings.precision(),
                      Architecture.current(),
                      OperatingSystem.current(),
                      settings.environment())
                  .contains(Kernels.ONEDNN)
              ? Placement.CPU_ONEDNN
              : Placement.CPU;
      case CUDA ->
          runtime.freeGpuMemory() > model.weightBytes(settings.precision()) + BATCH_BYTES
              ? Placement.CUDA_RESIDENT
              : Placement.CUDA_STREAMED;
      case MPS -> Placement.MPS_STREAMED;
    };
  }

  private static String name(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }
}
