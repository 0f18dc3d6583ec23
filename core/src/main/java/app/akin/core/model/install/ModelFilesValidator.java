package app.akin.core.model.install;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.Gpu;
import app.akin.core.embed.ModelFiles;
import app.akin.core.embed.WeightSummary;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.nio.file.Path;
import java.util.Map;

/// Validates a model before it is installed: all files are present, the tensors have consistent
/// shapes, and the weights are those of the expected model. The model is not run.
///
/// @param compiled the folder of compiled models
/// @param natives the folder of unpacked native libraries
/// @param environment environment variables
public record ModelFilesValidator(Path compiled, Path natives, Map<String, String> environment) {
  /// Validates the model in a folder.
  ///
  /// @throws AkinException of a `Model` kind if it cannot be used
  void check(Path folder) {
    EmbeddingModel.open(
            ModelFiles.folder(folder),
            new EmbedSettings(
                compiled, natives, Device.CPU, Precision.FP32, 1, Gpu.supported(), environment))
        .close();
  }

  /// Validates the model in a folder, which must have the weights of a listed model.
  ///
  /// @throws AkinException of a `Model` kind if it cannot be used or is another model
  void check(Path folder, ModelDescriptor model) {
    check(folder);
    if (model.tensors() > 0 && !matchesWeights(folder, model)) {
      throw new AkinException(
          new Problem.ModelWeights(folder, "the weights are not those of " + model.title()));
    }
  }

  /// Returns whether a checkpoint has the tensor and element counts of a listed model, in one
  /// number format.
  static boolean matchesWeights(Path folder, ModelDescriptor model) {
    WeightSummary census = WeightSummary.of(folder);
    return census.tensors() == model.tensors()
        && census.elements() == model.elements()
        && census.types().size() == 1;
  }
}
