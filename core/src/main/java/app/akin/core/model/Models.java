package app.akin.core.model;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ModelFiles;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The models Akin can run. Thread-safe.
public final class Models {
  /// The name of the model that ships inside and answers wherever no other was chosen.
  public static final String STARTER = "starter";

  private final Path compiled;
  private final Path natives;
  private final int threads;

  /// @param compiled where models made ready for the engine are kept
  /// @param natives where native libraries are unpacked
  /// @param threads how many threads a tower computes with
  public Models(Path compiled, Path natives, int threads) {
    this.compiled = compiled;
    this.natives = natives;
    this.threads = threads;
  }

  /// Opens a model; its towers load when they are first used. The caller closes it.
  ///
  /// @throws AkinException of a `MODEL_` kind where it cannot be used
  public EmbeddingModel open(ModelWish wish) {
    Precision precision = Objects.requireNonNullElse(wish.precision(), Precision.FP32);
    return EmbeddingModel.open(
        files(wish.model()),
        new EmbedSettings(compiled, natives, wish.device(), precision, threads));
  }

  private static ModelFiles files(@Nullable String model) {
    if (model == null || model.equals(STARTER)) {
      return new StarterFiles();
    }
    Path folder = Path.of(model).toAbsolutePath().normalize();
    if (Files.isDirectory(folder)) {
      return ModelFiles.folder(folder);
    }
    boolean looksLikeName = !model.contains("/") && !model.contains("\\");
    throw looksLikeName
        ? new AkinException(Problem.MODEL_UNKNOWN, model)
        : new AkinException(Problem.MODEL_FOLDER_MISSING, folder);
  }
}
