package app.akin.core.kit;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The model included in Akin, which libraries of one process share while one of them has it open.
/// Tests keep it open, because each would load it again otherwise.
public final class IncludedModel {
  private static final Path NONE = Path.of("none").toAbsolutePath();

  private static @Nullable EmbeddingModel model;

  private IncludedModel() {}

  /// Keeps the model open until the process ends. Loads nothing: its parts are loaded on first use.
  public static synchronized void keepOpen() {
    if (model == null) {
      int threads = Runtime.getRuntime().availableProcessors();
      model =
          new Models(NONE, BuildCache.NATIVES, NONE, threads, Map.of())
              .open(ModelSelection.DEFAULT);
    }
  }
}
