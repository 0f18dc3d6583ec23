package app.akin.core.embed;

import app.akin.core.embed.clip.ClipModel;
import app.akin.core.embed.clip.Kernels;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Architecture;
import app.akin.core.photo.Device;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// A CLIP checkpoint in the official layout, whose archives are compiled by Akin.
///
/// @param folder the checkpoint's folder
/// @param model the checkpoint
/// @param preparation the image preparation
/// @param environment environment variables, some of which limit the engine
record CheckpointFormat(
    Path folder, ClipModel model, ImagePreparation preparation, Map<String, String> environment)
    implements ModelFormat {
  private static final String PREPROCESSOR = "preprocessor_config.json";
  private static final String TOKENIZER = "tokenizer.json";

  /// Reads a checkpoint's settings and checks that its parts are consistent.
  ///
  /// @param files the files of the checkpoint
  /// @param folder the folder of the files
  /// @param compiled the cache of compiled archives
  /// @param environment environment variables
  static CheckpointFormat read(
      ModelFiles files, Path folder, Path compiled, Map<String, String> environment) {
    ClipModel model = ClipModel.read(folder, compiled);
    ImagePreparation preparation = ImagePreparation.read(ModelFormat.settings(files, PREPROCESSOR));
    int side = model.imageSize();
    if (preparation.height() != side || preparation.width() != side) {
      throw new AkinException(
          new Problem.ModelConfig(
              ModelFormat.location(files, PREPROCESSOR),
              "makes images of %d by %d for a model of %d by %d"
                  .formatted(preparation.width(), preparation.height(), side, side)));
    }
    return new CheckpointFormat(folder, model, preparation, environment);
  }

  @Override
  public String name() {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  @Override
  public int maxTokens() {
    return model.maxTokens();
  }

  @Override
  public OptionalInt vocabularySize() {
    return OptionalInt.of(model.vocabularySize());
  }

  @Override
  public String tokenizer() {
    return TOKENIZER;
  }

  @Override
  public List<Precision> precisions(Device device) {
    return switch (device) {
      case AUTO, CPU -> Kernels.precisions(environment);
      case CUDA, MPS -> Kernels.gpuPrecisions();
    };
  }

  @Override
  public List<Supplier<ArchiveFile>> image(Precision precision, Device device) {
    List<Kernels> kernels =
        switch (device) {
          case AUTO, CPU ->
              Kernels.ofCpu(
                  precision, Architecture.current(), OperatingSystem.current(), environment);
          case CUDA, MPS -> List.of(Kernels.ofGpu());
        };
    return kernels.stream()
        .<Supplier<ArchiveFile>>map(
            kernel -> () -> ArchiveFile.of(model.imageArchive(precision, kernel)))
        .toList();
  }

  @Override
  public void deleteOtherPrecisions(List<Precision> precisions) {
    model.deleteOtherPrecisions(precisions);
  }

  @Override
  public ArchiveFile text(LongSupplier endOfText) {
    return ArchiveFile.of(model.textArchive(endOfText.getAsLong()));
  }
}
