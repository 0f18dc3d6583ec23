package app.akin.core.embed;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import app.akin.core.embed.torchscript.ConvolutionLayout;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A TorchScript archive among a model's files.
///
/// @param files the files it is one of
/// @param name its plain name
/// @param foreign whether somebody else wrote its program, and for pictures, so that there may be
///   something to gain by another layout
record ArchiveFile(ModelFiles files, String name, boolean foreign) {
  /// Where every tensor goes: to the model's device, wherever the archive was written.
  private static final Map<String, String> OPTIONS = Map.of("mapLocation", "true");

  /// The archive at a path.
  static ArchiveFile of(Path path) {
    Path absolute = path.toAbsolutePath();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (folder == null || name == null) {
      throw new IllegalArgumentException(path.toString());
    }
    return new ArchiveFile(ModelFiles.folder(folder), name.toString(), false);
  }

  /// The archive as problems name it.
  String location() {
    return ModelForm.location(files, name);
  }

  /// Fills an empty model: from the disk where the archive is a file of its own, which needs the
  /// least memory, else as a stream, unpacking nothing.
  ///
  /// @throws AkinException `MODEL_ARCHIVE` where the archive does not load
  void load(Model model) {
    try {
      Optional<Path> folder = files.folder();
      if (foreign) {
        model.load(new ByteArrayInputStream(quicker()), OPTIONS);
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
      throw broken(e);
    }
  }

  private byte[] quicker() throws IOException {
    try (InputStream in = files.open(name)) {
      byte[] archive = in.readAllBytes();
      return ConvolutionLayout.quicker(archive).orElse(archive);
    }
  }

  /// DJL makes a temporary folder for a model that comes as a stream, and never puts anything into.
  private static void deleteEmptyFolder(Model model) throws IOException {
    Files.deleteIfExists(model.getModelPath());
  }

  /// The problem that loading or running the archive met.
  AkinException broken(Throwable cause) {
    return new AkinException(cause, Problem.MODEL_ARCHIVE, location(), TorchRuntime.reason(cause));
  }
}
