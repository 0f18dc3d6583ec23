package app.akin.core.scan;

import java.util.List;

/// The files of one folder that are left out because neither their names nor their leading bytes
/// are those of a photo, a sidecar or a video.
///
/// @param count number of files
/// @param examples names of some of them, each of another type, sorted; at most [#MAX_EXAMPLES]
public record OtherFiles(long count, List<String> examples) {
  /// Maximum number of examples.
  public static final int MAX_EXAMPLES = 5;

  /// No files.
  public static final OtherFiles NONE = new OtherFiles(0, List.of());

  /// Copies the list.
  public OtherFiles {
    examples = List.copyOf(examples);
  }

  /// Returns the sum of several folders.
  public static OtherFiles sum(List<OtherFiles> folders) {
    OtherFilesCount sum = new OtherFilesCount();
    folders.forEach(sum::add);
    return sum.files();
  }
}
