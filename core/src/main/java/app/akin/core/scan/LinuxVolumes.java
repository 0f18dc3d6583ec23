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

/// Volumes as Linux tells them: the mount table (`proc(5)`, mountinfo) and the links that udev
/// keeps from a file system's UUID to its device. A network share's id is its type and address.
///
/// @param mountTable usually `/proc/self/mountinfo`
/// @param uuidLinks usually `/dev/disk/by-uuid`
record LinuxVolumes(Path mountTable, Path uuidLinks) implements Volumes {
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

  /// One line of the mount table.
  ///
  /// @param root which folder of the file system is mounted, absolute
  /// @param mountPoint where
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
    return new LinuxVolumes(Path.of("/proc/self/mountinfo"), Path.of("/dev/disk/by-uuid"));
  }

  @Override
  public VolumeLocation locate(Path folder) {
    Path real = realPath(folder);
    return mountOf(real)
        .map(
            mount ->
                new VolumeLocation(
                    new Volume(uid(mount, devices()), mount.source(), mount.type()),
                    location(mount, real)))
        .orElse(VolumeLocation.UNKNOWN);
  }

  @Override
  public List<Path> find(String uid, String location) {
    Map<Path, String> devices = devices();
    List<Path> found = new ArrayList<>();
    for (Mount mount : mounts()) {
      if (!uid.isEmpty() && uid(mount, devices).equals(uid)) {
        String inside = mount.root().substring(1);
        if (inside.isEmpty() || location.equals(inside)) {
          String rest = inside.isEmpty() ? location : "";
          found.add(mount.mountPoint().resolve(rest));
        } else if (location.startsWith(inside + "/")) {
          found.add(mount.mountPoint().resolve(location.substring(inside.length() + 1)));
        }
      }
    }
    return found;
  }

  @Override
  public Map<Path, String> mountsBelow(Path folder) {
    Path real = realPath(folder);
    Map<Path, String> devices = devices();
    Map<Path, String> below = new HashMap<>();
    for (Mount mount : mounts()) {
      if (mount.mountPoint().startsWith(real) && !mount.mountPoint().equals(real)) {
        String uid = uid(mount, devices);
        if (!uid.isEmpty()) {
          below.put(folder.resolve(real.relativize(mount.mountPoint())), uid);
        }
      }
    }
    return below;
  }

  @Override
  public boolean isRemote(Path folder) {
    return mountOf(realPath(folder)).map(Mount::isRemote).orElse(false);
  }

  /// The mount that a folder is seen through: the deepest, and of equals the one mounted last,
  /// which hides the others.
  private Optional<Mount> mountOf(Path folder) {
    Optional<Mount> over = Optional.empty();
    for (Mount mount : mounts()) {
      if (folder.startsWith(mount.mountPoint())
          && over.map(best -> mount.mountPoint().getNameCount() >= best.mountPoint().getNameCount()).orElse(true)) {
        over = Optional.of(mount);
      }
    }
    return over;
  }

  private static String location(Mount mount, Path folder) {
    String inside = mount.root().substring(1);
    String rest = mount.mountPoint().relativize(folder).toString();
    return inside.isEmpty() || rest.isEmpty() ? inside + rest : inside + "/" + rest;
  }

  private static String uid(Mount mount, Map<Path, String> devices) {
    if (mount.isRemote()) {
      return mount.type() + ":" + mount.source();
    }
    return mount.source().startsWith("/")
        ? devices.getOrDefault(realPath(Path.of(mount.source())), "")
        : "";
  }

  /// The devices that have a UUID, by their real path.
  private Map<Path, String> devices() {
    Map<Path, String> devices = new HashMap<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(uuidLinks)) {
      for (Path link : links) {
        devices.put(link.toRealPath(), String.valueOf(link.getFileName()));
      }
    } catch (IOException | DirectoryIteratorException e) {
      // No udev here, as in a container: no volume has an id.
      return devices;
    }
    return devices;
  }

  private List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>();
    try {
      // A mount point may be no valid text; one byte a character keeps the columns apart.
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

  /// A column with its octal escapes undone.
  private static String unescape(String column) {
    Matcher escape = ESCAPE.matcher(column);
    String bytes =
        escape.replaceAll(
            match ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 8))));
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /// The path without links, as far down as it exists.
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
