package app.akin.core.embed.clip;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.checkpoint.MappedWeights;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A CLIP model in the official Hugging Face layout: `config.json`, `model.safetensors` or shards
/// with their index, `tokenizer.json`, `preprocessor_config.json`. It is checked when it is read
/// and compiled when a tower is first asked for. Nothing is written to its folder. Thread-safe.
public final class ClipModel {
  private static final String CONFIG = "config.json";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String PREPROCESSOR = "preprocessor_config.json";
  private static final String IMAGE = "image-";

  private final Path folder;
  private final Path compiledRoot;
  private final ClipConfig config;
  private final Checkpoint checkpoint;
  private final ClipWeights weights;
  private @Nullable String fingerprint;

  private ClipModel(
      Path folder,
      Path compiledRoot,
      ClipConfig config,
      Checkpoint checkpoint,
      ClipWeights weights) {
    this.folder = folder;
    this.compiledRoot = compiledRoot;
    this.config = config;
    this.checkpoint = checkpoint;
    this.weights = weights;
  }

  /// Reads a model's settings and the headers of its weights, and checks every tensor of both
  /// towers. The weights themselves are not read, so this takes milliseconds.
  ///
  /// @param folder the model's folder; may be read-only
  /// @param compiledRoot the cache of compiled models; made when first needed
  /// @throws AkinException `MODEL_FOLDER_MISSING`, `MODEL_FILE_MISSING`, `MODEL_CONFIG`,
  ///   `MODEL_ACTIVATION`, `MODEL_WEIGHTS`, `MODEL_TENSOR_MISSING`, `MODEL_TENSOR_SHAPE`
  public static ClipModel read(Path folder, Path compiledRoot) {
    if (!Files.isDirectory(folder)) {
      throw new AkinException(Problem.MODEL_FOLDER_MISSING, folder);
    }
    for (String name : List.of(CONFIG, TOKENIZER, PREPROCESSOR)) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new AkinException(Problem.MODEL_FILE_MISSING, folder, name);
      }
    }
    ClipConfig config = ClipConfig.read(folder.resolve(CONFIG));
    Checkpoint checkpoint = Checkpoint.read(folder);
    ClipWeights weights = ClipWeights.find(checkpoint, config);
    return new ClipModel(folder, compiledRoot, config, checkpoint, weights);
  }

  /// What an embedding of this model depends on, as 32 hexadecimal digits: equal for equal weights,
  /// settings, tokenizer and preprocessing, wherever the folder lies. The first call for a folder
  /// reads all of it, a second or so for every few hundred megabytes; later ones, in later
  /// processes too, find the result in the cache as long as no file changes its size or time.
  ///
  /// @throws AkinException `MODEL_WEIGHTS` when a file cannot be read
  public synchronized String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      List<Path> files = new ArrayList<>();
      for (String name : List.of(CONFIG, TOKENIZER, PREPROCESSOR)) {
        files.add(folder.resolve(name));
      }
      files.addAll(checkpoint.files());
      known = Fingerprint.of(folder, files, compiledRoot);
      fingerprint = known;
    }
    return known;
  }

  /// The width of the features of both towers.
  public int dimension() {
    return config.dimension();
  }

  /// The side in pixels of the square picture that the image tower takes.
  public int imageSize() {
    return config.imageSize();
  }

  /// The most token ids of a text, with those that mark its ends.
  public int maxTokens() {
    return config.maxTokens();
  }

  /// The number of token ids the text tower knows: ids are from 0 to one less.
  public int vocabularySize() {
    return config.vocabularySize();
  }

  /// The archive of the image tower: float32 pixels `[n, 3, imageSize, imageSize]` to raw float32
  /// features `[n, dimension]`. Compiles it where it is missing, of another compiler or not whole.
  ///
  /// @throws AkinException `DISK_FULL`, `MODEL_CACHE_UNWRITABLE`, `MODEL_WEIGHTS`
  public Path imageArchive(Precision precision, Kernels kernels) {
    return towers()
        .archive(
            imageName(precision) + kernels.word(),
            channel -> {
              try (MappedWeights mapped = checkpoint.map()) {
                ImageProgram.archive(config, weights.image(), mapped, precision, kernels)
                    .write(channel);
              }
            });
  }

  /// The archive of the text tower: int64 token ids `[n, t]`, t up to [#maxTokens], to raw float32
  /// features `[n, dimension]`. A text is read at its first end-of-text id; ids after it change
  /// nothing. Compiles it where it is missing, of another compiler or not whole.
  ///
  /// @param endOfText the tokenizer's end-of-text id. Not the settings' `eos_token_id`, which in
  ///   the official checkpoints is another number (`BGE-VL.md` section 2.4)
  /// @throws AkinException `DISK_FULL`, `MODEL_CACHE_UNWRITABLE`, `MODEL_WEIGHTS`
  public Path textArchive(long endOfText) {
    return towers()
        .archive(
            "text-end" + endOfText,
            channel -> {
              try (MappedWeights mapped = checkpoint.map()) {
                TextProgram.archive(config, weights.text(), mapped, endOfText).write(channel);
              }
            });
  }

  /// Deletes the image towers compiled for other precisions than some, of any compiler. Those that
  /// another process uses at the moment may stay.
  public void keepOnly(List<Precision> precisions) {
    List<String> kept = precisions.stream().map(ClipModel::imageName).toList();
    towers().delete(name -> name.startsWith(IMAGE) && kept.stream().noneMatch(name::startsWith));
  }

  private static String imageName(Precision precision) {
    return IMAGE + precision.word() + "_";
  }

  private CompiledTowers towers() {
    return new CompiledTowers(compiledRoot, fingerprint());
  }
}
