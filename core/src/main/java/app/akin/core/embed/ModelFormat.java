package app.akin.core.embed;

import app.akin.core.embed.config.SettingsFile;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The format of a model: finds its parts among its files. Thread-safe.
sealed interface ModelFormat permits ReadyModelFormat, CheckpointFormat {
  /// Files that only occur in official checkpoints.
  List<String> CHECKPOINT =
      List.of("config.json", "model.safetensors", "model.safetensors.index.json");

  /// Returns the short name of the model.
  String name();

  /// Returns a hash of everything an embedding depends on. The first call may read every file.
  String fingerprint();

  /// Returns the dimension of raw features.
  int dimension();

  /// Returns the maximum tokens of a text, including special tokens.
  int maxTokens();

  /// Returns the file name of the tokenizer.
  String tokenizer();

  /// Returns the image preparation.
  ImagePreparation preparation();

  /// Returns the precisions of its image tower on a device, the reference first.
  List<Precision> precisions(Device device);

  /// Returns equivalent archives of the image tower at one of its [#precisions], fastest first;
  /// later ones are used if the engine can't load earlier ones.
  List<Supplier<ArchiveFile>> image(Precision precision, Device device);

  /// Deletes archives compiled for other precisions, if any.
  void deleteOtherPrecisions(List<Precision> precisions);

  /// Returns the text tower.
  ///
  /// @param endOfText returns the id of the end-of-text token; called only if needed
  ArchiveFile text(LongSupplier endOfText);

  /// Returns the vocabulary size of the text tower; empty if unknown.
  OptionalInt vocabularySize();

  /// Detects the format of a model and reads its configuration.
  ///
  /// @throws AkinException if the format is unknown or the configuration invalid
  static ModelFormat read(ModelFiles files, EmbedSettings settings) {
    if (files.has(Bundle.FILE)) {
      return ReadyModelFormat.read(files);
    }
    // Any file of a checkpoint identifies one, so that missing files are reported by name.
    Optional<Path> folder = files.folder();
    if (folder.isPresent() && CHECKPOINT.stream().anyMatch(files::has)) {
      return CheckpointFormat.read(
          files, folder.get(), settings.compiled(), settings.environment());
    }
    throw new AkinException(new Problem.ModelFormUnknown(files.label()));
  }

  /// Reads a configuration file of a model.
  static SettingsFile settings(ModelFiles files, String file) {
    String text = new String(bytes(files, file), StandardCharsets.UTF_8);
    return SettingsFile.parse(location(files, file), text);
  }

  /// Returns the content of a configuration file.
  ///
  /// @throws AkinException `ModelFileMissing`, or `ModelConfig` if it can't be read
  static byte[] bytes(ModelFiles files, String file) {
    requireFile(files, file);
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AkinException(
          e, new Problem.ModelConfig(location(files, file), "cannot be read: " + e.getMessage()));
    }
  }

  /// Checks that a file exists.
  static void requireFile(ModelFiles files, String file) {
    if (!files.has(file)) {
      throw new AkinException(new Problem.ModelFileMissing(files.label(), file));
    }
  }

  /// Returns the location of a file for error messages: its full path if it has one.
  static String location(ModelFiles files, String file) {
    return files
        .folder()
        .map(folder -> folder.resolve(file).toString())
        .orElseGet(() -> files.label() + "/" + file);
  }
}
