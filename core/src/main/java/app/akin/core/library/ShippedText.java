package app.akin.core.library;

import app.akin.core.model.ShippedFiles;
import app.akin.core.text.FileTextReader;
import app.akin.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Opens the text models of Akin's jar.
public final class ShippedText {
  private ShippedText() {}

  /// Opens a reader that uses all CPU cores, see [#openReader(AppPaths, Map, int)].
  public static FileTextReader openReader(AppPaths paths, Map<String, String> environment) {
    return openReader(paths, environment, Runtime.getRuntime().availableProcessors());
  }

  /// Opens a reader of the text in files, which need not be in the library. The caller closes it.
  ///
  /// @param paths the folders of native libraries and compiled models
  /// @param environment environment variables, some of which limit the engine
  /// @param threads number of CPU threads of an inference
  /// @throws app.akin.core.photo.AkinException `ModelArchive` if an archive is damaged, `Engine` if
  ///   the engine cannot start
  static FileTextReader openReader(AppPaths paths, Map<String, String> environment, int threads) {
    return FileTextReader.open(
        new ShippedFiles(
            "text",
            List.of(
                Resource.TEXT_DETECTOR,
                Resource.TEXT_RECOGNIZER,
                Resource.TEXT_TURN,
                Resource.TEXT_CHARACTERS),
            Optional.empty()),
        paths.compiled(),
        paths.natives(),
        threads,
        environment);
  }
}
