package app.akin.core.scan;

import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.Volume;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The mounted volumes of the system: locates folders on volumes and finds where a known volume is
/// mounted. Implementations are thread-safe and read the system's current state on each call.
public interface Volumes {
  /// The location of a folder on its volume.
  ///
  /// @param path the folder's path relative to the volume's root, names separated by `/`; only
  ///   meaningful if the volume has an ID
  record VolumeLocation(Volume volume, String path) {
    /// The location of a folder whose volume is unknown.
    public static final VolumeLocation UNKNOWN = new VolumeLocation(Volume.UNKNOWN, "");
  }

  /// Returns the location of a folder on its volume. Unknown parts are empty; no exception is
  /// thrown.
  ///
  /// @param folder absolute path, which need not exist
  VolumeLocation locate(Path folder);

  /// Returns the current paths of a location on a volume, best first; empty if the volume is not
  /// mounted. The folders need not exist.
  List<Path> find(String uid, String location);

  /// Returns the volumes with an ID that are mounted below a folder: mount point to ID.
  Map<Path, String> mountsBelow(Path folder);

  /// Returns whether a folder is on a network file system, which sends no events for changes made
  /// by other machines.
  boolean isRemote(Path folder);

  /// Returns whether a folder is on a drive that the user may unplug, such as a USB drive or a
  /// memory card. The volume of the system counts as fixed.
  boolean isRemovable(Path folder);

  /// Returns the implementation for this system.
  ///
  /// @param system the operating system
  static Volumes of(OperatingSystem system) {
    return system == OperatingSystem.LINUX ? LinuxVolumes.system() : new FileStoreVolumes();
  }
}
