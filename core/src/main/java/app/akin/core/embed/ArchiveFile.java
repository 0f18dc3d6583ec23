package app.akin.core.embed;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import app.akin.core.embed.torchscript.ConvolutionLayout;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A TorchScript archive of a model.
///
/// @param files the model's files, of which this is one
/// @param name the plain name of the archive
/// @param external whether another program wrote the archive's code for images, so that a different
///   memory layout may make it faster
record ArchiveFile(ModelFiles files, String name, boolean external) {
  /// Loads every tensor onto the model's device, regardless of the device the archive was written
  /// on.
  private static final Map<String, String> OPTIONS = Map.of("mapLocation", "true");

  /// Returns the archive at a path.
  static ArchiveFile of(Path path) {
    Path absolute = path.toAbsolutePath();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (folder == null || name == null) {
      throw new IllegalArgumentException(path.toString());
    }
    return new ArchiveFile(ModelFiles.folder(folder), name.toString(), false);
  }

  /// Returns the archive's location for error messages.
  String location() {
    return ModelFormat.location(files, name);
  }

  /// Loads the archive into an empty model: directly from disk if it is a separate file, which
  /// needs the least memory, otherwise as a stream, without unpacking.
  ///
  /// @throws AkinException `ModelArchive` if the archive cannot be loaded
  void load(Model model) {
    try {
      Optional<Path> folder = files.folder();
      if (external) {
        model.load(new ByteArrayInputStream(optimize()), OPTIONS);
        deleteEmptyFolder(model);
      } else if (folder.isPresent()) {
        model.load(folder.get().toAbsolutePath(), name, OPTIONS);
      } else {
        try (InputStream in = files.open(name)) {
          model.load(in, OPTIONS);
        }
        deleteEmptyFolder(model);
      }
    } catch (IOException | MalformedModelException | RuntimeException e) {
      throw problem(e);
    }
  }

  private byte[] optimize() throws IOException {
    try (InputStream in = files.open(name)) {
      byte[] archive = in.readAllBytes();
      return ConvolutionLayout.optimize(archive).orElse(archive);
    }
  }

  /// Deletes the temporary folder that DJL creates for a model loaded from a stream and leaves
  /// empty.
  private static void deleteEmptyFolder(Model model) throws IOException {
    FileOperations.delete(model.getModelPath());
  }

  /// Returns the exception for a failure to load or run the archive.
  AkinException problem(Throwable cause) {
    return new AkinException(
        cause, new Problem.ModelArchive(location(), TorchRuntime.reason(cause)));
  }
}
