package app.akin.core.evaluation.data;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads label sets. The layout of a folder, or the content of a file, decides the adapter; each
/// adapter documents the files that it expects.
public final class LabelSets {
  /// More specific layouts are before less specific ones.
  private static final List<LabelAdapter> ADAPTERS =
      List.of(
          new CircoAdapter(),
          new CirrAdapter(),
          new FashionIqAdapter(),
          new GenecisAdapter(),
          new EdirAdapter(),
          new PinPointAdapter(),
          new IcirAdapter(),
          new MegaPairsAdapter(),
          new CocoAdapter(),
          new FlickrAdapter(),
          new LabelsAdapter(),
          new CsvAdapter());

  private LabelSets() {}

  /// Reads the label set of a folder or a file, with the photos where its publisher puts them.
  ///
  /// @throws AkinException if there is no label set, or if it is invalid
  public static LabelSet read(Path folderOrFile) {
    return read(folderOrFile, null);
  }

  /// Reads the label set of a folder or a file.
  ///
  /// @param folderOrFile the folder or file of the labels
  /// @param photos the folder of the photos, or null for the one of the published layout
  /// @throws AkinException if there is no label set, or if it is invalid
  public static LabelSet read(Path folderOrFile, @Nullable Path photos) {
    Path path = folderOrFile.toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new AkinException(new Problem.LabelsMissing(folderOrFile));
    }
    Path root = photos == null ? null : photos.toAbsolutePath().normalize();
    if (root != null && !Files.isDirectory(root)) {
      throw new AkinException(new Problem.FolderMissing(root));
    }
    for (LabelAdapter adapter : ADAPTERS) {
      Optional<LabelFiles> files = adapter.locate(path);
      if (files.isPresent()) {
        return adapter.read(files.get(), root);
      }
    }
    String expected =
        ADAPTERS.stream().map(LabelAdapter::expected).collect(Collectors.joining("; "));
    throw new AkinException(new Problem.LabelsUnknown(folderOrFile, expected));
  }
}
