package app.akin.core.library;

import app.akin.core.embed.ModelFiles;
import app.akin.core.text.FileTextReader;
import app.akin.resources.Resource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the text models from Akin's jar.
public final class ShippedText implements ModelFiles {
  private static final List<Resource> FILES =
      List.of(
          Resource.TEXT_DETECTOR,
          Resource.TEXT_RECOGNIZER,
          Resource.TEXT_TURN,
          Resource.TEXT_CHARACTERS);

  private ShippedText() {}

  /// Opens a reader of the text in files, which need not be in the library. The caller closes it.
  ///
  /// @param paths the folders of native libraries and compiled models
  /// @param environment environment variables, some of which limit the engine
  /// @throws app.akin.core.photo.AkinException `ModelArchive` if an archive is damaged, `Engine` if
  ///   the engine cannot start
  public static FileTextReader openReader(AppPaths paths, Map<String, String> environment) {
    return FileTextReader.open(
        new ShippedText(),
        paths.compiled(),
        paths.natives(),
        Runtime.getRuntime().availableProcessors(),
        environment);
  }

  @Override
  public String label() {
    return "text";
  }

  @Override
  public boolean has(String file) {
    return find(file).isPresent();
  }

  @Override
  public InputStream open(String file) throws IOException {
    return find(file).orElseThrow(() -> new FileNotFoundException(file)).open();
  }

  @Override
  public Optional<Path> folder() {
    return Optional.empty();
  }

  private static Optional<Resource> find(String file) {
    return FILES.stream().filter(resource -> resource.fileName().equals(file)).findFirst();
  }
}
