package app.akin.core.model;

import app.akin.core.scan.Volumes;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Volumes of a system whose drives are fixed, except for some folders.
final class FixedVolumes implements Volumes {
  /// Folders on network drives.
  final Set<Path> remote = new HashSet<>();

  /// Folders on removable drives.
  final Set<Path> removable = new HashSet<>();

  @Override
  public VolumeLocation locate(Path folder) {
    return VolumeLocation.UNKNOWN;
  }

  @Override
  public List<Path> find(String uid, String location) {
    return List.of();
  }

  @Override
  public Map<Path, String> mountsBelow(Path folder) {
    return Map.of();
  }

  @Override
  public boolean isRemote(Path folder) {
    return remote.stream().anyMatch(folder::startsWith);
  }

  @Override
  public boolean isRemovable(Path folder) {
    return removable.stream().anyMatch(folder::startsWith);
  }
}
