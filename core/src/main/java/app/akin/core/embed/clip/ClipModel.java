package app.akin.core.embed.clip;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.checkpoint.MappedWeights;
import app.akin.core.embed.compiled.CompiledArchives;
import app.akin.core.embed.compiled.Fingerprint;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A CLIP model in the official Hugging Face layout: `config.json`, `model.safetensors` or shards
/// with an index, `tokenizer.json`, `preprocessor_config.json`. It is validated when it is read and
/// compiled when a tower is first requested. Its folder is never written. Thread-safe.
public final class ClipModel {
  private static final String CONFIG = "config.json";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String PREPROCESSOR = "preprocessor_config.json";
  private static final String IMAGE = "image-";

  /// Changed whenever the same files give other features.
  private static final String RECIPE = "clip recipe 1";

  /// Incremented whenever the compiler writes other archives for the same model.
  private static final int COMPILER_VERSION = 2;

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

  /// Reads the configuration and the headers of the weights, and checks every tensor of both
  /// towers. The weights are not read, so this takes milliseconds.
  ///
  /// @param folder the folder of the model; may be read-only
  /// @param compiledRoot the cache of compiled models, created on demand
  /// @throws AkinException `ModelFolderMissing`, `ModelFileMissing`, `ModelConfig`,
  ///   `ModelActivation`, `ModelWeights`, `ModelTensorMissing`, `ModelTensorShape`
  public static ClipModel read(Path folder, Path compiledRoot) {
    if (!Files.isDirectory(folder)) {
      throw new AkinException(new Problem.ModelFolderMissing(folder));
    }
    for (String name : List.of(CONFIG, TOKENIZER, PREPROCESSOR)) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new AkinException(new Problem.ModelFileMissing(folder.toString(), name));
      }
    }
    ClipConfig config = ClipConfig.read(folder.resolve(CONFIG));
    Checkpoint checkpoint = Checkpoint.read(folder);
    ClipWeights weights = ClipWeights.find(checkpoint, config);
    return new ClipModel(folder, compiledRoot, config, checkpoint, weights);
  }

  /// Returns a hash of everything an embedding depends on, as 32 hexadecimal digits: equal for
  /// equal weights, configuration, tokenizer and preprocessor, independent of the folder. The first
  /// call reads the whole folder, about one second per few hundred megabytes; later calls, also of
  /// later processes, use a cached result while sizes and times of the files do not change.
  ///
  /// @throws AkinException `ModelWeights` if a file can't be read
  public synchronized String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      List<Path> files = new ArrayList<>();
      for (String name : List.of(CONFIG, TOKENIZER, PREPROCESSOR)) {
        files.add(folder.resolve(name));
      }
      files.addAll(checkpoint.files());
      known = Fingerprint.of(folder, files, RECIPE, compiledRoot);
      fingerprint = known;
    }
    return known;
  }

  /// Returns the dimension of the features of both towers.
  public int dimension() {
    return config.dimension();
  }

  /// Returns the side of the square input image in pixels.
  public int imageSize() {
    return config.imageSize();
  }

  /// Returns the maximum tokens of a text, including start and end tokens.
  public int maxTokens() {
    return config.maxTokens();
  }

  /// Returns the vocabulary size of the text tower; ids start at 0.
  public int vocabularySize() {
    return config.vocabularySize();
  }

  /// Returns the archive of the image tower: float32 pixels `[n, 3, imageSize, imageSize]` to raw
  /// float32 features `[n, dimension]`. Compiles it if it is missing, incomplete or of another
  /// compiler version.
  ///
  /// @throws AkinException `DiskFull`, `ModelCacheUnwritable`, `ModelWeights`
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

  /// Returns the archive of the text tower: int64 token ids `[n, t]`, t up to [#maxTokens], to raw
  /// float32 features `[n, dimension]`. The feature is read at the first end-of-text id; later ids
  /// have no effect. Compiles it if it is missing, incomplete or of another compiler version.
  ///
  /// @param endOfText the end-of-text id of the tokenizer, which in the official checkpoints
  ///   differs from `eos_token_id` of the configuration
  /// @throws AkinException `DiskFull`, `ModelCacheUnwritable`, `ModelWeights`
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

  /// Deletes image towers compiled for other precisions, by any compiler version. Those in use by
  /// other processes may remain.
  public void deleteOtherPrecisions(List<Precision> precisions) {
    List<String> kept = precisions.stream().map(ClipModel::imageName).toList();
    towers().delete(name -> name.startsWith(IMAGE) && kept.stream().noneMatch(name::startsWith));
  }

  private static String imageName(Precision precision) {
    return IMAGE + precision.word() + "_";
  }

  private CompiledArchives towers() {
    return new CompiledArchives(compiledRoot, fingerprint(), COMPILER_VERSION);
  }
}
