package app.akin.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Mount tables as `proc(5)` documents them, with real folders under made-up devices.
@EnabledOnOs(OS.LINUX)
final class LinuxVolumesTest {
  @TempDir Path base;
  private Path table;
  private Path uuids;

  @BeforeEach
  void layOut() throws IOException {
    base = base.toRealPath();
    table = base.resolve("mountinfo");
    uuids = Files.createDirectory(base.resolve("by-uuid"));
  }

  @Test
  void aPlaceIsTheSameUnderEveryMountPoint() throws IOException {
    device("sdb1", "1234-ABCD");
    Path first = Files.createDirectories(base.resolve("one/Photos/2024"));
    mounted(line("/", base.resolve("one"), "vfat", "/dev/sdb1"));
    Volumes.Place place = volumes().place(first);
    assertThat(place.volume().uid()).isEqualTo("1234-ABCD");
    assertThat(place.location()).isEqualTo("Photos/2024");

    Path second = base.resolve("two with space");
    mounted(line("/", second, "vfat", "/dev/sdb1"));

    assertThat(volumes().find("1234-ABCD", place.location()))
        .containsExactly(second.resolve("Photos/2024"));
    assertThat(volumes().find("another", place.location())).isEmpty();
    assertThat(volumes().find("", "")).isEmpty();
  }

  @Test
  void aFolderOfAVolumeMountedAloneHasThePlaceOfTheWhole() throws IOException {
    device("sda2", "uuid-2");
    mounted(line("/@home", base.resolve("home"), "btrfs", "/dev/sda2"));

    assertThat(volumes().place(base.resolve("home/me/pictures")).location())
        .isEqualTo("@home/me/pictures");
    assertThat(volumes().find("uuid-2", "@home/me/pictures"))
        .containsExactly(base.resolve("home/me/pictures"));
    assertThat(volumes().find("uuid-2", "@home")).containsExactly(base.resolve("home"));
    assertThat(volumes().find("uuid-2", "@homeless")).isEmpty();
  }

  @Test
  void theDeepestMountAndOfEqualsTheLastCounts() throws IOException {
    device("sda1", "system");
    device("sdb1", "first");
    device("sdc1", "second");
    Path media = base.resolve("media");
    mounted(
        line("/", media, "vfat", "/dev/sdb1"),
        line("/", Path.of("/"), "ext4", "/dev/sda1"),
        line("/", media, "vfat", "/dev/sdc1"));

    assertThat(volumes().place(media.resolve("a")).volume().uid()).isEqualTo("second");
    assertThat(volumes().place(base.resolve("b")).volume().uid()).isEqualTo("system");
    assertThat(volumes().below(base)).containsOnlyKeys(media);
  }

  @Test
  void aShareIsRemoteAndGoesByItsAddress() throws IOException {
    Path share = base.resolve("share");
    mounted(
        line("/", Path.of("/"), "overlay", "overlay"),
        line("/", share, "nfs4", "nas:/volume1/photo"));

    assertThat(volumes().isRemote(share.resolve("x"))).isTrue();
    assertThat(volumes().isRemote(base)).isFalse();
    assertThat(volumes().place(share).volume().uid()).isEqualTo("nfs4:nas:/volume1/photo");
    assertThat(volumes().place(base).volume().uid()).isEmpty();
  }

  @Test
  void anAbsentOrOddTableSaysNothing() throws IOException {
    assertThat(volumes().place(base)).isEqualTo(Volumes.Place.UNKNOWN);
    Files.writeString(table, "nonsense\n1 2 3 4 5 6 7\n\n");
    assertThat(volumes().place(base)).isEqualTo(Volumes.Place.UNKNOWN);
    assertThat(volumes().below(base)).isEmpty();
  }

  @Test
  void theSystemsOwnTableIsRead() {
    assertThat(LinuxVolumes.system().place(Path.of("/proc/self")).volume().type())
        .isEqualTo("proc");
  }

  private LinuxVolumes volumes() {
    return new LinuxVolumes(table, uuids);
  }

  /// A device with a UUID: a file stands in for it, to which udev's link leads.
  private void device(String name, String uuid) throws IOException {
    Files.createSymbolicLink(uuids.resolve(uuid), Files.createFile(base.resolve(name)));
  }

  private String line(String inside, Path at, String type, String source) {
    String device = source.replace("/dev/", base + "/");
    String escaped = at.toString().replace(" ", "\\040");
    return "36 35 98:0 %s %s rw,noatime master:1 shared:2 - %s %s rw,errors=continue"
        .formatted(inside, escaped, type, device);
  }

  private void mounted(String... lines) throws IOException {
    Files.writeString(table, String.join("\n", lines) + "\n");
  }
}
