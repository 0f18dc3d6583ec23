package app.akin.core.photo;

import java.util.Map;

/// The facts of one file by the part they come from. They belong to the file and not to its
/// content: a copy may have another name, another sidecar and less metadata.
///
/// @param parts parts without facts are missing
public record FileFacts(Map<FactsPart, Metadata> parts) {
  /// Creates facts with a copy of the map.
  public FileFacts {
    parts = Map.copyOf(parts);
  }
}
