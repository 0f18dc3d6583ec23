package app.akin.core.kit;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ModelFiles;
import app.akin.core.model.ModelIndex;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/// Creates a library of synthetic photos for a given model, with a saved index, to measure the
/// program on it.
///
/// Arguments: number of photos, folder of the library, folder of the model, seed (42). Run with the
/// test class path: `java -cp … app.akin.core.kit.MakeLibrary 100000 LIBRARY MODEL`.
public final class MakeLibrary {
  private MakeLibrary() {}

  /// Creates the library.
  public static void main(String[] arguments) throws IOException {
    create(
        Integer.parseInt(arguments[0]),
        Path.of(arguments[1]).toAbsolutePath(),
        Path.of(arguments[2]),
        arguments.length > 3 ? Long.parseLong(arguments[3]) : 42);
  }

  /// Creates the library.
  ///
  /// @param count number of photos
  /// @param library absolute folder of the library
  /// @param files folder of the model
  public static void create(int count, Path library, Path files, long seed) throws IOException {
    Path compiled = Files.createTempDirectory("akin-compiled");
    EmbedSettings settings =
        new EmbedSettings(compiled, BuildCache.NATIVES, Device.CPU, Precision.FP32, 1);
    try (EmbeddingModel model = EmbeddingModel.open(ModelFiles.folder(files), settings)) {
      LibraryKit.Plan plan =
          LibraryKit.Plan.of(seed, count)
              .dimension(model.dimension())
              .fingerprint(model.fingerprint());
      long modelId = new LibraryKit(plan, library.resolve("photos")).write(library);
      try (Store store = Store.openForReading(library, BuildCache.NATIVES, Clock.systemUTC());
          ModelIndex space = ModelIndex.open(library, store.reader(), modelId, model)) {
        space.refresh();
        space.index().save();
      }
    }
  }
}
