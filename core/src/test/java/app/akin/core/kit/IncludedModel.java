package app.akin.core.kit;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import java.nio.file.Path;
import java.util.Map;

/// The model included in Akin, which libraries of one process share while one of them has it open.
/// Tests keep it open, because each would load it again otherwise.
public final class IncludedModel {
  private static final Path NONE = Path.of("none").toAbsolutePath();

  /// Loads nothing: the model's parts are loaded on first use.
  private static final EmbeddingModel OPEN =
      new Models(
              NONE, BuildCache.NATIVES, NONE, Runtime.getRuntime().availableProcessors(), Map.of())
          .open(ModelSelection.DEFAULT);

  private IncludedModel() {}

  /// Keeps the model open until the process ends.
  public static void keepOpen() {
    if (OPEN.dimension() == 0) {
      throw new AssertionError("the model has no dimensions");
    }
  }
}
