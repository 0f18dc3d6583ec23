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
/// @param fingerprint the fingerprint of an embedding model: reading its files at every start would
///   take a fifth of a second
public record ShippedFiles(String label, List<Resource> files, Optional<String> fingerprint)
    implements ModelFiles {
  /// Fingerprint of the starter model. Changes with its files.
  private static final String STARTER = "79c35b542795f798b49bb21307d714bf";

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
            Resource.STARTER_RANKING),
        Optional.of(STARTER));
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
