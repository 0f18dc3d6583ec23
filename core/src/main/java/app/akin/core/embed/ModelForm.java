package app.akin.core.embed;

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

/// How a model's parts are found among its files, whichever form it came in. Thread-safe.
sealed interface ModelForm permits ReadyForm, CheckpointForm {
  /// Files that only a checkpoint in the official layout has.
  List<String> CHECKPOINT =
      List.of("config.json", "model.safetensors", "model.safetensors.index.json");

  /// The model's short name.
  String name();

  /// A hash of everything an embedding depends on. The first call may read every file.
  String fingerprint();

  /// The width of raw features.
  int dimension();

  /// The most tokens of a text, special ones included.
  int maxTokens();

  /// The file of the tokenizer.
  String tokenizer();

  /// How pictures are prepared.
  PicturePreparation preparation();

  /// The precisions that its image tower has on a device, the reference first.
  List<Precision> precisions(Device device);

  /// The image tower at one of its [#precisions], as archives that do the same: the quickest first,
  /// and what remains where the engine cannot load that.
  List<Supplier<ArchiveFile>> image(Precision precision, Device device);

  /// Deletes what was compiled for other precisions than some; nothing where nothing was.
  void keepOnly(List<Precision> precisions);

  /// The text tower.
  ///
  /// @param endOfText the id of the token that ends a text, asked only where it matters
  ArchiveFile text(LongSupplier endOfText);

  /// How many tokens the text tower knows, from id 0 on; empty where the model does not say.
  OptionalInt vocabularySize();

  /// Finds out which form a model's files have and reads its settings.
  ///
  /// @throws AkinException where they are of no form, or wrong
  static ModelForm read(ModelFiles files, EmbedSettings settings) {
    if (files.has(Bundle.FILE)) {
      return ReadyForm.read(files);
    }
    // A checkpoint that lacks a file is to be told which, so any of its files makes it one.
    Optional<Path> folder = files.folder();
    if (folder.isPresent() && CHECKPOINT.stream().anyMatch(files::has)) {
      return CheckpointForm.read(files, folder.get(), settings.compiled());
    }
    throw new AkinException(Problem.MODEL_FORM_UNKNOWN, files.label());
  }

  /// A settings file of a model.
  static SettingsFile settings(ModelFiles files, String file) {
    String text = new String(bytes(files, file), StandardCharsets.UTF_8);
    return SettingsFile.parse(location(files, file), text);
  }

  /// The whole of a settings file.
  ///
  /// @throws AkinException `MODEL_FILE_MISSING`, or `MODEL_CONFIG` where it cannot be read
  static byte[] bytes(ModelFiles files, String file) {
    requireFile(files, file);
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AkinException(
          e, Problem.MODEL_CONFIG, location(files, file), "cannot be read: " + e.getMessage());
    }
  }

  /// Checks that a file is there.
  static void requireFile(ModelFiles files, String file) {
    if (!files.has(file)) {
      throw new AkinException(Problem.MODEL_FILE_MISSING, files.label(), file);
    }
  }

  /// A file as problems name it: its whole path where it has one.
  static String location(ModelFiles files, String file) {
    return files
        .folder()
        .map(folder -> folder.resolve(file).toString())
        .orElseGet(() -> files.label() + "/" + file);
  }
}
