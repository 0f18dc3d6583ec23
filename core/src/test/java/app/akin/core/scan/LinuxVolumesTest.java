package app.akin.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Uses mount tables in the format of `proc(5)`, with real folders under fictitious devices.
@EnabledOnOs(OS.LINUX)
final class LinuxVolumesTest {
  @TempDir Path base;
  private Path mountTable;
  private Path uuidLinks;

  @BeforeEach
  void setUp() throws IOException {
    base = base.toRealPath();
    mountTable = base.resolve("mountinfo");
    uuidLinks = Files.createDirectory(base.resolve("by-uuid"));
  }

  @Test
  void locationIsIndependentOfMountPoint() throws IOException {
    device("sdb1", "1234-ABCD");
    Path first = Files.createDirectories(base.resolve("one/Photos/2024"));
    writeMountTable(line("/", base.resolve("one"), "vfat", "/dev/sdb1"));
    Volumes.VolumeLocation location = volumes().locate(first);
    assertThat(location.volume().uid()).isEqualTo("1234-ABCD");
    assertThat(location.path()).isEqualTo("Photos/2024");

    Path second = base.resolve("two with space");
    writeMountTable(line("/", second, "vfat", "/dev/sdb1"));

    assertThat(volumes().find("1234-ABCD", location.path()))
        .containsExactly(second.resolve("Photos/2024"));
    assertThat(volumes().find("another", location.path())).isEmpty();
    assertThat(volumes().find("", "")).isEmpty();
  }

  @Test
  void mountedSubfolderIsLocatedOnTheWholeVolume() throws IOException {
    device("sda2", "uuid-2");
    writeMountTable(line("/@home", base.resolve("home"), "btrfs", "/dev/sda2"));

    assertThat(volumes().locate(base.resolve("home/me/pictures")).path())
        .isEqualTo("@home/me/pictures");
    assertThat(volumes().find("uuid-2", "@home/me/pictures"))
        .containsExactly(base.resolve("home/me/pictures"));
    assertThat(volumes().find("uuid-2", "@home")).containsExactly(base.resolve("home"));
    assertThat(volumes().find("uuid-2", "@homeless")).isEmpty();
  }

  /// The devices are in folders that name the bus, as in sysfs.
  @Test
  void drivesAtAUsbPortAndMemoryCardsAreRemovable() throws IOException {
    blockDevice("sda1", "devices/pci0000:00/0000:00:1f.2/ata1/host0/block/sda/sda1", "0");
    blockDevice("sdb1", "devices/pci0000:00/0000:00:14.0/usb2/2-1/host6/block/sdb/sdb1", "0");
    blockDevice("mmcblk0p1", "devices/pci0000:00/mmc_host/mmc0/block/mmcblk0/mmcblk0p1", "1");
    Path mapped = blockDevice("dm-0", "devices/virtual/block/dm-0", "0");
    Files.createDirectories(mapped.resolve("slaves/sdb1"));
    Path other = blockDevice("dm-1", "devices/virtual/block/dm-1", "0");
    Files.createDirectories(other.resolve("slaves/sda1"));
    writeMountTable(
        line("/", Path.of("/"), "ext4", "/dev/sdb1"),
        line("/", base.resolve("disk"), "ext4", "/dev/sda1"),
        line("/", base.resolve("stick"), "ext4", "/dev/sdb1"),
        line("/", base.resolve("card"), "vfat", "/dev/mmcblk0p1"),
        line("/", base.resolve("encrypted"), "ext4", "/dev/dm-0"),
        line("/", base.resolve("logical"), "ext4", "/dev/dm-1"),
        line("/", base.resolve("memory"), "tmpfs", "tmpfs"),
        line("/", base.resolve("unknown"), "ext4", "/dev/nvme9n1"));

    for (String removable : List.of("stick", "card", "encrypted")) {
      assertThat(volumes().isRemovable(base.resolve(removable).resolve("x"))).isTrue();
    }
    for (String fixed : List.of("disk", "logical", "memory", "unknown", ".")) {
      assertThat(volumes().isRemovable(base.resolve(fixed).normalize())).as(fixed).isFalse();
    }
  }

  private Path blockDevice(String name, String path, String removable) throws IOException {
    Path device = Files.createDirectories(base.resolve(path));
    Path disk = name.startsWith("dm-") ? device : Objects.requireNonNull(device.getParent());
    Files.writeString(disk.resolve("removable"), removable + "\n");
    Path links = Files.createDirectories(base.resolve("class"));
    Files.createSymbolicLink(links.resolve(name), device);
    return device;
  }

  @Test
  void deepestAndLatestMountWins() throws IOException {
    device("sda1", "system");
    device("sdb1", "first");
    device("sdc1", "second");
    Path media = base.resolve("media");
    writeMountTable(
        line("/", media, "vfat", "/dev/sdb1"),
        line("/", Path.of("/"), "ext4", "/dev/sda1"),
        line("/", media, "vfat", "/dev/sdc1"));

    assertThat(volumes().locate(media.resolve("a")).volume().uid()).isEqualTo("second");
    assertThat(volumes().locate(base.resolve("b")).volume().uid()).isEqualTo("system");
    assertThat(volumes().mountsBelow(base)).containsOnlyKeys(media);
  }

  @Test
  void networkShareIsRemoteAndIdentifiedByAddress() throws IOException {
    Path share = base.resolve("share");
    writeMountTable(
        line("/", Path.of("/"), "overlay", "overlay"),
        line("/", share, "nfs4", "nas:/volume1/photo"));

    assertThat(volumes().isRemote(share.resolve("x"))).isTrue();
    assertThat(volumes().isRemote(base)).isFalse();
    assertThat(volumes().locate(share).volume().uid()).isEqualTo("nfs4:nas:/volume1/photo");
    assertThat(volumes().locate(base).volume().uid()).isEmpty();
  }

  @Test
  void missingOrInvalidTableGivesUnknownLocation() throws IOException {
    assertThat(volumes().locate(base)).isEqualTo(Volumes.VolumeLocation.UNKNOWN);
    Files.writeString(mountTable, "nonsense\n1 2 3 4 5 6 7\n\n");
    assertThat(volumes().locate(base)).isEqualTo(Volumes.VolumeLocation.UNKNOWN);
    assertThat(volumes().mountsBelow(base)).isEmpty();
  }

  @Test
  void readsSystemMountTable() {
    assertThat(LinuxVolumes.system().locate(Path.of("/proc/self")).volume().type())
        .isEqualTo("proc");
  }

  private LinuxVolumes volumes() {
    return new LinuxVolumes(mountTable, uuidLinks, base.resolve("class"));
  }

  /// Creates a device with a UUID: a regular file with udev's link to it.
  private void device(String name, String uuid) throws IOException {
    Files.createSymbolicLink(uuidLinks.resolve(uuid), Files.createFile(base.resolve(name)));
  }

  private String line(String root, Path mountPoint, String type, String source) {
    String device = source.replace("/dev/", base + "/");
    String escaped = mountPoint.toString().replace(" ", "\\040");
    return "36 35 98:0 %s %s rw,noatime master:1 shared:2 - %s %s rw,errors=continue"
        .formatted(root, escaped, type, device);
  }

  private void writeMountTable(String... lines) throws IOException {
    Files.writeString(mountTable, String.join("\n", lines) + "\n");
  }
}
