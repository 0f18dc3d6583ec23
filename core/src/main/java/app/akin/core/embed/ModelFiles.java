package app.akin.core.embed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// The files of one model, in a folder on disk or included in Akin. File names are plain names
/// without folders. Thread-safe.
public interface ModelFiles {
  /// Returns the location of the files for display: the folder's path, or a name.
  String label();

  /// Returns whether a file of this name exists.
  boolean has(String file);

  /// Opens a file; the caller closes the stream. Throws if there is no such file.
  InputStream open(String file) throws IOException;

  /// Returns the folder on disk that contains the files; empty for the model included in Akin.
  Optional<Path> folder();

  /// Returns the fingerprint of the model of these files, see [EmbeddingModel#fingerprint], if it
  /// is known without reading them.
  default Optional<String> fingerprint() {
    return Optional.empty();
  }

  /// Returns the files of a folder on disk, which need not exist.
  static ModelFiles folder(Path folder) {
    return new FolderFiles(folder);
  }
}
