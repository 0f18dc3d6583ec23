package app.akin.core.model;

import app.akin.core.embed.ModelFiles;
import app.akin.resources.Resource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads the files of a model from Akin's jar.
///
/// @param label the name of the model
/// @param files its files
public record ShippedFiles(String label, List<Resource> files) implements ModelFiles {
  /// Returns the files of the starter model.
  static ShippedFiles starter() {
    return new ShippedFiles(
        Models.STARTER,
        List.of(
            Resource.STARTER_BUNDLE,
            Resource.STARTER_IMAGE,
            Resource.STARTER_TEXT,
            Resource.STARTER_TOKENIZER,
            Resource.STARTER_PREPROCESSOR,
            Resource.STARTER_RANKING));
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

  private Optional<Resource> find(String file) {
    return files.stream().filter(resource -> resource.fileName().equals(file)).findFirst();
  }
}
