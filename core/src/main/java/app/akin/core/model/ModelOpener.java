package app.akin.core.model;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.Gpu;
import app.akin.core.embed.ModelFiles;
import app.akin.core.embed.PromptModel;
import app.akin.core.model.install.ModelFilesValidator;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Precision;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Opens models with a given device and precision, and deletes what was compiled for them.
/// Thread-safe.
///
/// @param local the files of the models
/// @param compiled the folder of models compiled for the engine
/// @param natives the folder of unpacked native libraries
/// @param threads the number of threads of a tower
/// @param gpus the GPUs that the engine may support
/// @param environment the process's environment variables
record ModelOpener(
    LocalModels local,
    Path compiled,
    Path natives,
    int threads,
    List<Gpu> gpus,
    Map<String, String> environment) {
  /// Copies the GPUs and the environment.
  ModelOpener {
    gpus = List.copyOf(gpus);
    environment = Map.copyOf(environment);
  }

  /// Opens a model on the selected device. The towers load on first use. The caller closes the
  /// model.
  ///
  /// @param selection the model and the device; the precision is ignored
  /// @throws app.akin.core.photo.AkinException of a `Model` kind if it cannot be used,
  ///   `PrecisionAbsent`
  EmbeddingModel open(ModelSelection selection, Precision precision) {
    ModelFiles files = local.files(selection.model());
    files.folder().filter(PromptModel::isIn).ifPresent(local::requireLastingDrive);
    return EmbeddingModel.open(
        files,
        new EmbedSettings(
            compiled, natives, selection.device(), precision, threads, gpus, environment));
  }

  /// Returns the check that models pass before they are installed.
  ModelFilesValidator filesValidator() {
    return new ModelFilesValidator(compiled, natives, environment);
  }

  /// Deletes the compiled archives of a model, which are compiled again on demand.
  ///
  /// @return the number of bytes freed
  long deleteCompiled(String fingerprint) {
    Path folder = compiled.resolve(fingerprint);
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        bytes += Files.size(file);
      }
      FileOperations.deleteTree(folder);
    } catch (IOException e) {
      // The archives are a cache and only use disk space.
      return 0;
    }
    return bytes;
  }
}
