package app.akin.core.model;

import app.akin.core.embed.Census;
import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ModelFiles;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.nio.file.Path;

/// Looks at a model before it is taken in: are all its parts there and of shapes that fit, and are
/// its weights those of the model it should be. Nothing is run.
///
/// @param compiled the cache of compiled models
/// @param natives where native libraries are unpacked
record ModelCheck(Path compiled, Path natives) {
  /// Looks at a folder.
  ///
  /// @throws AkinException of a `MODEL_` kind
  void look(Path folder) {
    EmbeddingModel.open(
            ModelFiles.folder(folder),
            new EmbedSettings(compiled, natives, Device.CPU, Precision.FP32, 1))
        .close();
  }

  /// Looks at a folder that should hold a known model.
  ///
  /// @throws AkinException of a `MODEL_` kind
  void look(Path folder, ModelDescriptor model) {
    look(folder);
    if (model.tensors() > 0 && !holds(folder, model)) {
      throw new AkinException(
          Problem.MODEL_WEIGHTS, folder, "they are not those of " + model.title());
    }
  }

  /// Whether a checkpoint's weights have a known model's tensors and numbers, in one format.
  static boolean holds(Path folder, ModelDescriptor model) {
    Census census = Census.of(folder);
    return census.tensors() == model.tensors()
        && census.elements() == model.elements()
        && census.types().size() == 1;
  }
}
