package app.akin.core.evaluation.data;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the label sets of one benchmark.
sealed interface LabelAdapter
    permits CircoAdapter,
        CirrAdapter,
        CocoAdapter,
        CsvAdapter,
        EdirAdapter,
        FashionIqAdapter,
        FlickrAdapter,
        GenecisAdapter,
        IcirAdapter,
        LabelsAdapter,
        MegaPairsAdapter,
        PinPointAdapter {
  /// Returns the names of the files that a folder must contain, for a message.
  String expected();

  /// Returns the label files of a folder or the given file, if its layout is the one of the
  /// benchmark.
  Optional<LabelFiles> locate(Path path);

  /// Reads a label set.
  ///
  /// @param files the label files
  /// @param photos the folder of the photos, or null for the one of the published layout
  /// @throws app.akin.core.photo.AkinException if a file is invalid
  LabelSet read(LabelFiles files, @Nullable Path photos);
}
