package app.akin.core.scan;

import app.akin.core.photo.Volume;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Volumes by Java's [FileStore], for Windows and macOS. Windows has a serial number for each
/// volume and mounts it as a drive, so that a changed drive letter is recognised. On macOS volumes
/// have no ID.
final class FileStoreVolumes implements Volumes {
  /// Where macOS mounts drives other than that of the system.
  private static final Path MAC_VOLUMES = Path.of("/Volumes");

  @Override
  public VolumeLocation locate(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      Path root = folder.getRoot();
      String location = root == null ? "" : root.relativize(folder).toString();
      return new VolumeLocation(
          new Volume(uid(store), store.name(), store.type()),
          location.replace(File.separatorChar, '/'));
    } catch (IOException e) {
      return VolumeLocation.UNKNOWN;
    }
  }

  @Override
  public List<Path> find(String uid, String location) {
    List<Path> found = new ArrayList<>();
    if (!uid.isEmpty() && File.separatorChar == '\\') {
      for (Path drive : drives()) {
        if (locate(drive).volume().uid().equals(uid)) {
          found.add(drive.resolve(location));
        }
      }
    }
    return found;
  }

  @Override
  public Map<Path, String> mountsBelow(Path folder) {
    return Map.of();
  }

  @Override
  public boolean isRemote(Path folder) {
    try {
      String type = Files.getFileStore(folder).type();
      return folder.toString().startsWith("\\\\") || type.equals("smbfs") || type.equals("nfs");
    } catch (IOException e) {
      return false;
    }
  }

  /// Windows reports memory cards and sticks, not hard disks in USB enclosures.
  @Override
  public boolean isRemovable(Path folder) {
    try {
      if (File.separatorChar == '/') {
        return folder.toRealPath().startsWith(MAC_VOLUMES);
      }
      return Boolean.TRUE.equals(Files.getFileStore(folder).getAttribute("volume:isRemovable"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static List<Path> drives() {
    return StreamSupport.stream(FileSystems.getDefault().getRootDirectories().spliterator(), false)
        .toList();
  }

  private static String uid(FileStore store) throws IOException {
    try {
      @Nullable Object serial = store.getAttribute("volume:vsn");
      return serial instanceof Integer number ? String.format("%08x", number) : "";
    } catch (UnsupportedOperationException e) {
      return "";
    }
  }
}
