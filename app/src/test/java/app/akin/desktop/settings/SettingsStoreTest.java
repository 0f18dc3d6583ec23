package app.akin.desktop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.photo.Device;
import app.akin.desktop.TestTasks;
import app.akin.desktop.settings.Settings.Option;
import app.akin.desktop.theme.TextSize;
import app.akin.desktop.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests stored settings.
class SettingsStoreTest {
  @TempDir private Path folder;

  private SettingsStore recall() {
    return SettingsStore.load(
        folder.resolve("deep/window.properties"), TestTasks.immediate(), Locale.ENGLISH);
  }

  @Test
  void settingsSurviveARestart() throws IOException {
    Settings left =
        new Settings(
            1024,
            700,
            true,
            Theme.Choice.DARK,
            TextSize.LARGER,
            Locale.SIMPLIFIED_CHINESE,
            "FOLDERS",
            240,
            Device.CPU,
            "int8",
            Set.of(Option.ADDRESSES, Option.GENTLE, Option.RERANK, Option.EXPLAINED),
            10,
            List.of(Path.of("/usr/bin/gimp"), Path.of("/opt/a b/ß")));
    recall().update(_ -> left);

    assertThat(recall().settings().get()).isEqualTo(left);
    try (Stream<Path> files = Files.list(folder.resolve("deep"))) {
      assertThat(files).containsExactly(folder.resolve("deep/window.properties"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "width=NaN",
        "width=-5\nheight=1e300",
        "theme=PINK",
        "\\u12",
        "\0\0\0",
        "thumbnail=x"
      })
  void corruptFileGivesDefaults(String content) throws IOException {
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/window.properties"), content);

    assertThat(recall().settings().get()).isEqualTo(Settings.defaults(Locale.ENGLISH));
  }

  @Test
  void readOnlyFolderOnlyPreventsSaving() throws IOException {
    Files.writeString(folder.resolve("deep"), "a file where the folder would be");
    SettingsStore memory = recall();
    memory.update(now -> now.withTheme(Theme.Choice.LIGHT));

    assertThat(memory.settings().get().theme()).isEqualTo(Theme.Choice.LIGHT);
    assertThat(recall().settings().get().theme()).isEqualTo(Theme.Choice.SYSTEM);
  }
}
