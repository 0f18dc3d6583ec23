package app.akin.core.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShareSettingsTest {
  @TempDir Path temp;

  private static ShareSettings settings(Path mount) {
    return new ShareSettings(
        UUID.randomUUID(),
        ShareAddress.parse("postgresql://anna@nas/photos"),
        Optional.of(Path.of("/etc/ca.pem").toAbsolutePath()),
        UUID.randomUUID(),
        "Anna’s \u684c",
        Map.of(UUID.randomUUID(), mount),
        Map.of());
  }

  @Test
  void settingsAreReadAsWritten() {
    assertThat(ShareSettings.read(temp)).isEmpty();
    ShareSettings settings = settings(temp.resolve("N A S=ü"));
    settings.write(temp);
    assertThat(ShareSettings.read(temp)).contains(settings);
    UUID folder = UUID.randomUUID();
    settings.withMount(folder, "Ordner =ü", temp).write(temp);
    assertThat(ShareSettings.read(temp).orElseThrow().mounts())
        .hasSize(2)
        .containsEntry(folder, temp);
    assertThat(ShareSettings.read(temp).orElseThrow().folderNames())
        .isEqualTo(Map.of(folder, "Ordner =ü"));
    ShareSettings.writePassword(temp, "secret");
    ShareSettings.delete(temp);
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void damagedSettingsAreNamed() throws IOException {
    settings(temp).write(temp);
    Path file = temp.resolve("share.properties");
    Files.writeString(file, Files.readString(file).replace("desk=", "desk=x"));
    assertThatThrownBy(() -> ShareSettings.read(temp))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.ShareSettingsUnreadable(file)));
  }

  @Test
  void onlyTheOwnerMayReadThePassword() throws IOException {
    ShareSettings.writePassword(temp, "geheim ä");
    Path file = temp.resolve("share.password");
    assertThat(ShareSettings.readPassword(temp)).isEqualTo("geheim ä");
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return;
    }
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> ShareSettings.readPassword(temp))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.SharePasswordReadable(file)));
  }

  @Test
  void aMissingPasswordIsNamed() {
    assertThatThrownBy(() -> ShareSettings.readPassword(temp))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.SharePasswordMissing.class));
  }
}
