package app.akin.core.embed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// The files of one model, wherever they are: a folder on disk, or inside Akin itself. Names are
/// plain names, without folders. Thread-safe.
public interface ModelFiles {
  /// Where the files are, for a person: the folder's path, or a name.
  String label();

  /// Whether there is a file of this name.
  boolean has(String file);

  /// A file's bytes from the start; the caller closes the stream. Throws where there is no such
  /// file.
  InputStream open(String file) throws IOException;

  /// The folder on disk that holds the files; empty for a model that ships inside Akin.
  Optional<Path> folder();

  /// The files of a folder on disk, which need not exist.
  static ModelFiles folder(Path folder) {
    return new FolderFiles(folder);
  }
}
