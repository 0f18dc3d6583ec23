package app.akin.core.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Creates small distinct photos, a thousand per folder, to measure runs over many files.
///
/// Arguments: number of photos, folder, first seed (0). Run with the test class path: `java -cp …
/// app.akin.core.kit.MakePhotos 10000 /tmp/photos`.
public final class MakePhotos {
  private static final int PER_FOLDER = 1_000;
  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;

  private MakePhotos() {}

  /// Creates the photos.
  public static void main(String[] arguments) throws IOException {
    int count = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]);
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 0;
    for (int i = 0; i < count; i++) {
      Path inner = Files.createDirectories(folder.resolve("d" + i / PER_FOLDER));
      Files.write(inner.resolve("p" + i + ".jpg"), ImageKit.photo(seed + i, WIDTH, HEIGHT));
    }
  }
}
