package app.akin.core.embed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The files of a model in a folder.
///
/// @param path the folder
record FolderFiles(Path path) implements ModelFiles {
  @Override
  public String label() {
    return path.toString();
  }

  @Override
  public boolean has(String file) {
    return Files.isRegularFile(path.resolve(file));
  }

  @Override
  public InputStream open(String file) throws IOException {
    return Files.newInputStream(path.resolve(file));
  }

  @Override
  public Optional<Path> folder() {
    return Optional.of(path);
  }
}
