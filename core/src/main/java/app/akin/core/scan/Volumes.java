package app.akin.core.scan;

import app.akin.core.photo.Volume;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the system says about volumes: which one a folder lies on, and where a known one is mounted
/// now. Implementations are thread-safe and read the system's state anew at each call.
public interface Volumes {
  /// A folder's place on its volume.
  ///
  /// @param path the folder as seen from the volume's own root, names parted by `/`; means
  ///   something only where the volume has an id
  record VolumeLocation(Volume volume, String path) {
    /// A folder of which the system says nothing.
    public static final VolumeLocation UNKNOWN = new VolumeLocation(Volume.UNKNOWN, "");
  }

  /// The volume under a folder, and where on it the folder is. What cannot be told is empty;
  /// nothing is thrown.
  ///
  /// @param folder absolute; it need not exist
  VolumeLocation locate(Path folder);

  /// Where a place on a volume is to be found now, best first; empty where the volume is not there.
  /// The folders need not exist.
  List<Path> find(String uid, String location);

  /// The volumes with an id that are mounted somewhere below a folder: mount point to id.
  Map<Path, String> mountsBelow(Path folder);

  /// Whether a folder's file system lies on another machine: it sends no events for what others
  /// change there.
  boolean isRemote(Path folder);

  /// The volumes of this system.
  ///
  /// @param system the value of `os.name`
  static Volumes of(String system) {
    return system.toLowerCase(Locale.ROOT).contains("linux")
        ? LinuxVolumes.system()
        : new FileStoreVolumes();
  }
}
