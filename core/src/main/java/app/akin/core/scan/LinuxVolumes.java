package app.akin.core.scan;

import app.akin.core.photo.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Volumes on Linux, read from the mount table (`proc(5)`, mountinfo), udev's links from file
/// system UUIDs to devices, and the devices of `sysfs(5)`. The ID of a network share is its type
/// and address.
///
/// @param mountTable usually `/proc/self/mountinfo`
/// @param uuidLinks usually `/dev/disk/by-uuid`
/// @param blockDevices usually `/sys/class/block`
record LinuxVolumes(Path mountTable, Path uuidLinks, Path blockDevices) implements Volumes {
  private static final Pattern USB = Pattern.compile("usb\\d+");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

  /// One line of the mount table.
  ///
  /// @param root the mounted folder of the file system, absolute
  /// @param mountPoint absolute path
  private record Mount(String root, Path mountPoint, String type, String source) {
    boolean isRemote() {
      return type.startsWith("nfs")
          || type.startsWith("smb")
          || type.equals("cifs")
          || type.equals("9p")
          || type.equals("afs")
          || type.equals("ceph")
          || type.equals("fuse.sshfs")
          || type.equals("fuse.rclone")
          || type.equals("davfs");
    }
  }

  static LinuxVolumes system() {
    return new LinuxVolumes(
        Path.of("/proc/self/mountinfo"), Path.of("/dev/disk/by-uuid"), Path.of("/sys/class/block"));
  }

  @Override
  public VolumeLocation locate(Path folder) {
    Path realFolder = realPath(folder);
    return mountOf(realFolder)
        .map(
            mount ->
                new VolumeLocation(
                    new Volume(uid(mount, devices()), mount.source(), mount.type()),
                    location(mount, realFolder)))
        .orElse(VolumeLocation.UNKNOWN);
  }

  @Override
  public List<Path> find(String uid, String location) {
    Map<Path, String> devices = devices();
    List<Path> found = new ArrayList<>();
    for (Mount mount : mounts()) {
      if (!uid.isEmpty() && uid(mount, devices).equals(uid)) {
        String mountedFolder = mount.root().substring(1);
        if (mountedFolder.isEmpty() || location.equals(mountedFolder)) {
          String remainder = mountedFolder.isEmpty() ? location : "";
          found.add(mount.mountPoint().resolve(remainder));
        } else if (location.startsWith(mountedFolder + "/")) {
          found.add(mount.mountPoint().resolve(location.substring(mountedFolder.length() + 1)));
        }
      }
    }
    return found;
  }

  @Override
  public Map<Path, String> mountsBelow(Path folder) {
    Path realFolder = realPath(folder);
    Map<Path, String> devices = devices();
    Map<Path, String> below = new HashMap<>();
    for (Mount mount : mounts()) {
      if (mount.mountPoint().startsWith(realFolder) && !mount.mountPoint().equals(realFolder)) {
        String uid = uid(mount, devices);
        if (!uid.isEmpty()) {
          below.put(folder.resolve(realFolder.relativize(mount.mountPoint())), uid);
        }
      }
    }
    return below;
  }

  @Override
  public boolean isRemote(Path folder) {
    return mountOf(realPath(folder)).map(Mount::isRemote).orElse(false);
  }

  @Override
  public boolean isRemovable(Path folder) {
    return mountOf(realPath(folder))
        .filter(mount -> mount.mountPoint().getNameCount() > 0)
        .filter(mount -> mount.source().startsWith("/"))
        .map(mount -> realPath(Path.of(mount.source())).getFileName())
        .map(device -> isRemovableDevice(device.toString()))
        .orElse(false);
  }

  /// Returns whether a device is at a USB port or has removable media. Encrypted and joined devices
  /// are on others, their slaves.
  private boolean isRemovableDevice(String name) {
    Path device = realPath(blockDevices.resolve(name));
    for (Path part : device) {
      if (USB.matcher(part.toString()).matches()) {
        return true;
      }
    }
    // A partition is in the folder of its disk.
    Path parent = device.getParent();
    if (isFlagSet(device) || (parent != null && isFlagSet(parent))) {
      return true;
    }
    try (DirectoryStream<Path> slaves = Files.newDirectoryStream(device.resolve("slaves"))) {
      for (Path slave : slaves) {
        if (isRemovableDevice(String.valueOf(slave.getFileName()))) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A partition has no such folder.
      return false;
    }
    return false;
  }

  private static boolean isFlagSet(Path device) {
    try {
      return Files.readString(device.resolve("removable")).strip().equals("1");
    } catch (IOException e) {
      return false;
    }
  }

  /// Returns the mount that contains a folder: the deepest; among equals the one mounted last,
  /// which hides the others.
  private Optional<Mount> mountOf(Path folder) {
    Optional<Mount> deepest = Optional.empty();
    for (Mount mount : mounts()) {
      if (folder.startsWith(mount.mountPoint())
          && deepest
              .map(best -> mount.mountPoint().getNameCount() >= best.mountPoint().getNameCount())
              .orElse(true)) {
        deepest = Optional.of(mount);
      }
    }
    return deepest;
  }

  private static String location(Mount mount, Path folder) {
    String mountedFolder = mount.root().substring(1);
    String remainder = mount.mountPoint().relativize(folder).toString();
    return mountedFolder.isEmpty() || remainder.isEmpty()
        ? mountedFolder + remainder
        : mountedFolder + "/" + remainder;
  }

  private static String uid(Mount mount, Map<Path, String> devices) {
    if (mount.isRemote()) {
      return mount.type() + ":" + mount.source();
    }
    return mount.source().startsWith("/")
        ? devices.getOrDefault(realPath(Path.of(mount.source())), "")
        : "";
  }

  /// Returns the UUIDs of devices, by their real path.
  private Map<Path, String> devices() {
    Map<Path, String> devices = new HashMap<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(uuidLinks)) {
      for (Path link : links) {
        devices.put(link.toRealPath(), String.valueOf(link.getFileName()));
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Without udev, for example in a container, no volume has an ID.
      return devices;
    }
    return devices;
  }

  private List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>();
    try {
      // A mount point may be invalid UTF-8; one character per byte keeps the columns separate.
      for (String line : Files.readAllLines(mountTable, StandardCharsets.ISO_8859_1)) {
        String[] columns = line.split(" ", -1);
        int dash = List.of(columns).indexOf("-");
        if (dash >= 6 && columns.length > dash + 2 && columns[3].startsWith("/")) {
          mounts.add(
              new Mount(
                  unescape(columns[3]),
                  Path.of(unescape(columns[4])),
                  columns[dash + 1],
                  unescape(columns[dash + 2])));
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    mounts.sort(Comparator.comparingInt(mount -> mount.mountPoint().getNameCount()));
    return mounts;
  }

  /// Decodes the octal escapes of a column.
  private static String unescape(String column) {
    Matcher escape = ESCAPE.matcher(column);
    String bytes =
        escape.replaceAll(
            match ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 8))));
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /// Resolves the links in a path, as far as it exists.
  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      Path parent = path.getParent();
      Path name = path.getFileName();
      return parent == null || name == null ? path : realPath(parent).resolve(name);
    }
  }
}
