package app.akin.core.kit;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ModelFiles;
import app.akin.core.model.ModelIndex;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.place.LazyPlaceTable;
import app.akin.core.store.Store;
import app.akin.resources.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/// Creates a library of synthetic photos for a given model, with a saved index, to measure the
/// program on it.
///
/// Arguments: number of photos, folder of the library, folder of the model, seed (42), and `files`
/// to create the photos as files without data. Run with the test class path: `java -Xmx2g -cp …
/// app.akin.core.kit.MakeLibrary 1000000 LIBRARY MODEL 42 files`.
public final class MakeLibrary {
  private MakeLibrary() {}

  /// Creates the library.
  public static void main(String[] arguments) throws IOException {
    create(
        Integer.parseInt(arguments[0]),
        Path.of(arguments[1]).toAbsolutePath(),
        Path.of(arguments[2]),
        arguments.length > 3 ? Long.parseLong(arguments[3]) : 42,
        arguments.length > 4 && arguments[4].equals("files"));
  }

  /// Creates the library.
  ///
  /// @param count number of photos
  /// @param library absolute folder of the library
  /// @param modelFolder folder of the model
  /// @param files whether the photos exist as files
  public static void create(int count, Path library, Path modelFolder, long seed, boolean files)
      throws IOException {
    Path compiled = Files.createTempDirectory("akin-compiled");
    EmbedSettings settings =
        new EmbedSettings(compiled, BuildCache.NATIVES, Device.CPU, Precision.FP32, 1);
    try (EmbeddingModel model = EmbeddingModel.open(ModelFiles.folder(modelFolder), settings)) {
      LibraryKit.Plan plan =
          LibraryKit.Plan.of(seed, count)
              .dimension(model.dimension())
              .fingerprint(model.fingerprint());
      long modelId =
          new LibraryKit(
                  files ? plan.withFiles() : plan,
                  library.resolveSibling(library.getFileName() + "-photos"))
              .write(library);
      try (Store store = Store.openForReading(library, BuildCache.NATIVES, Clock.systemUTC())) {
        store.findPlaces(BuildCache.NATIVES, new LazyPlaceTable(Resource.PLACES::open), _ -> {});
        try (ModelIndex space = ModelIndex.open(library, store.reader(), modelId, model)) {
          space.refresh();
          space.index().save();
        }
      }
    }
  }
}
