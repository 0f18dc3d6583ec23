package app.akin.core.embed.decoder;

import app.akin.core.embed.checkpoint.Checkpoint;
import app.akin.core.embed.checkpoint.TensorType;
import app.akin.core.embed.compiled.CompiledArchives;
import app.akin.core.embed.compiled.Fingerprint;
import app.akin.core.embed.config.SettingsFile;
import app.akin.core.embed.torchscript.ScriptArchive;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The folder of a checkpoint in the Hugging Face layout, and its archives. Its folder is never
/// written. Thread-safe.
public final class DecoderFolder {
  /// The settings of the model.
  public static final String CONFIG = "config.json";

  /// The settings of the image preparation.
  public static final String PREPROCESSOR = "preprocessor_config.json";

  /// The tokenizer.
  public static final String TOKENIZER = "tokenizer.json";

  /// The settings of the tokenizer.
  public static final String TOKENIZER_CONFIG = "tokenizer_config.json";

  private static final List<String> REQUIRED =
      List.of(CONFIG, PREPROCESSOR, TOKENIZER, TOKENIZER_CONFIG);

  /// Incremented whenever the compiler writes other archives for the same model.
  private static final int COMPILER_VERSION = 1;

  private final Path folder;
  private final Path compiledRoot;
  private final Checkpoint checkpoint;
  private @Nullable String fingerprint;

  private DecoderFolder(Path folder, Path compiledRoot, Checkpoint checkpoint) {
    this.folder = folder;
    this.compiledRoot = compiledRoot;
    this.checkpoint = checkpoint;
  }

  /// Checks that the files exist and reads the headers of the weights.
  ///
  /// @param folder the folder of the model; may be read-only
  /// @param compiledRoot the cache of compiled models, created on demand
  /// @throws AkinException `ModelFolderMissing`, `ModelFileMissing`, `ModelWeights`,
  ///   `ModelTensorMissing`
  public static DecoderFolder read(Path folder, Path compiledRoot) {
    if (!Files.isDirectory(folder)) {
      throw new AkinException(new Problem.ModelFolderMissing(folder));
    }
    for (String name : REQUIRED) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new AkinException(new Problem.ModelFileMissing(folder.toString(), name));
      }
    }
    return new DecoderFolder(folder, compiledRoot, Checkpoint.read(folder));
  }

  /// Returns the weights.
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /// Returns the size of all weights in a precision, in bytes.
  ///
  /// @param type the number format of the files
  public long weightBytes(TensorType type, Precision precision) {
    long files = checkpoint.lengths().values().stream().mapToLong(Long::longValue).sum();
    return files / type.bytes() * (precision == Precision.FP32 ? Float.BYTES : Short.BYTES);
  }

  /// Reads a file of settings.
  ///
  /// @throws AkinException `ModelConfig`
  public SettingsFile settings(String name) {
    return SettingsFile.read(folder.resolve(name));
  }

  /// Reads a file of settings that may be missing.
  public Optional<SettingsFile> optionalSettings(String name) {
    return Files.isRegularFile(folder.resolve(name))
        ? Optional.of(settings(name))
        : Optional.empty();
  }

  /// Returns the hash of the files and of Akin's processing. See [DecoderModel#fingerprint].
  ///
  /// @param recipe the processing, as a text; the same for all calls
  /// @param optional further files that count if they exist
  public synchronized String fingerprint(String recipe, List<String> optional) {
    String known = fingerprint;
    if (known == null) {
      List<Path> files = new ArrayList<>();
      REQUIRED.forEach(name -> files.add(folder.resolve(name)));
      optional.stream().map(folder::resolve).filter(Files::isRegularFile).forEach(files::add);
      files.addAll(checkpoint.files());
      known = Fingerprint.of(folder, files, recipe, compiledRoot);
      fingerprint = known;
    }
    return known;
  }

  /// Returns an archive, written if it is missing or incomplete. Its name depends on the path of
  /// the folder, which the archive holds.
  ///
  /// @param known fingerprint of the model
  /// @param program generates the program
  /// @throws AkinException `DiskFull`, `ModelCacheUnwritable`
  public Path archive(
      String known, Precision precision, Placement placement, Supplier<ScriptArchive> program) {
    String place = placement.name().toLowerCase(Locale.ROOT);
    String path = Fingerprint.ofText(PathText.of(folder.toAbsolutePath().normalize()));
    return new CompiledArchives(compiledRoot, known, COMPILER_VERSION)
        .archive(
            "decoder-%s-%s-%s".formatted(precision.word(), place, path),
            channel -> program.get().write(channel));
  }
}
