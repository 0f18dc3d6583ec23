package app.akin.core.model;

import app.akin.core.embed.ModelFiles;
import app.akin.core.embed.PromptModel;
import app.akin.core.model.install.ModelFolders;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.scan.Volumes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files of the models on this computer: the starter, the downloaded and imported ones, and
/// folders named by their path. Thread-safe.
///
/// @param folders the folders of the downloaded and imported models
/// @param volumes tells which folders are on drives that may go away
record LocalModels(ModelFolders folders, Volumes volumes) {
  /// Returns the files of a model.
  ///
  /// @param model the name or the folder of the model; null for the starter
  /// @throws AkinException `ModelUnknown`, `ModelFolderMissing`
  ModelFiles files(@Nullable String model) {
    if (model == null || model.equals(Models.STARTER)) {
      return ShippedFiles.starter();
    }
    Optional<ModelFiles> installed = folders.files(model);
    if (installed.isPresent()) {
      return installed.get();
    }
    Path folder = Path.of(model).toAbsolutePath().normalize();
    if (Files.isDirectory(folder)) {
      return ModelFiles.folder(folder);
    }
    boolean looksLikeName = !model.contains("/") && !model.contains("\\");
    throw looksLikeName
        ? new AkinException(new Problem.ModelUnknown(model))
        : new AkinException(new Problem.ModelFolderMissing(folder));
  }

  /// Returns the names of the installed models that embed prompts, which can re-rank results.
  List<String> promptModels() {
    return folders.list().stream()
        .map(ModelFolders.InstalledModel::name)
        .filter(this::embedsPrompts)
        .toList();
  }

  /// Returns whether an installed model embeds prompts; false for a damaged one.
  boolean embedsPrompts(String name) {
    try {
      return folders.find(name).filter(found -> PromptModel.isIn(found.folder())).isPresent();
    } catch (AkinException e) {
      // Its configuration is invalid; opening it says so.
      return false;
    }
  }

  /// Checks that a folder is on a drive of this computer. The weights of a model that embeds
  /// prompts stay in its files, and the process would end if they went away.
  ///
  /// @throws AkinException `ModelDrive`
  void requireLastingDrive(Path folder) {
    if (volumes.isRemote(folder) || volumes.isRemovable(folder)) {
      throw new AkinException(new Problem.ModelDrive(folder));
    }
    if (Files.isDirectory(folder)) {
      // The files may be links to another drive.
      try (DirectoryStream<Path> weights = Files.newDirectoryStream(folder, "*.safetensors")) {
        for (Path file : weights) {
          if (volumes.isRemote(file) || volumes.isRemovable(file)) {
            throw new AkinException(new Problem.ModelDrive(file));
          }
        }
      } catch (IOException e) {
        throw new AkinException(
            e, new Problem.ModelImport(folder, "it cannot be read: " + e.getMessage()));
      }
    }
  }
}
