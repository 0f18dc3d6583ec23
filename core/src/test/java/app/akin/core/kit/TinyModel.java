package app.akin.core.kit;

import app.akin.core.model.LibraryModels;
import app.akin.core.model.install.ModelFetch;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.nio.file.Path;

/// The smallest official checkpoint, for tests of modules that can't access core.synthetic.
public final class TinyModel {
  private TinyModel() {}

  /// Imports a model and waits for the end.
  ///
  /// @param keep whether the library's target model stays unchanged
  /// @return the name of the model
  public static String importInto(LibraryModels models, Path source, boolean keep) {
    ModelFetch imported = models.startImport(source, keep);
    try {
      if (!imported.await()) {
        throw new IllegalStateException("the import was stopped");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return imported.status().name();
  }

  /// Writes its files into a folder, created if missing.
  public static void write(Path folder) {
    SyntheticCheckpoint.tiny().write(folder);
  }
}
